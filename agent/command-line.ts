// What was typed after `deskhand-agent`, read into one command; nothing is done here.
import { parseArgs } from 'node:util'
import { LANGUAGES, type Language } from '../src/language/catalogue.ts'
import { DeskhandError } from '../src/protocol/error.ts'
import { parseCode } from '../src/protocol/id.ts'
import type { Kind } from '../src/session/kinds.ts'
import { type Policy, readKinds } from './consent/policy.ts'

/** Options every verb takes. */
interface Base {
  readonly json: boolean
  /** Chosen with `--lang`; null leaves it to the environment. */
  readonly language: Language | null
}

/** Joining a session, or coming back to it. */
export interface JoinCommand extends Base {
  readonly verb: 'join'
  readonly code: string
  /** As typed, or the one in the link; null leaves it to the environment. */
  readonly hub: string | null
  readonly name: string | null
  readonly email: string | null
  readonly policy: Policy
  /** Names given with `--allow-apps`; null when it was not given. */
  readonly allowApps: readonly string[] | null
  readonly platform: 'x11' | 'fake' | null
  readonly passwordStdin: boolean
}

/** Something asked of the running agent. */
export type ControlCommand = Base & { readonly session: string | null } & (
    | { readonly verb: 'status' | 'leave' | 'files' }
    | { readonly verb: 'download'; readonly number: number; readonly folder: string }
    | { readonly verb: 'revoke'; readonly kinds: readonly Kind[] | null }
    | { readonly verb: 'say'; readonly text: string }
  )

/** Everything that can be typed. */
export type Command =
  | JoinCommand
  | ControlCommand
  | (Base & { readonly verb: 'doctor'; readonly hub: string | null; readonly platform: 'x11' | 'fake' | null })
  | (Base & { readonly verb: 'help' | 'version' })

const OPTIONS = {
  hub: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  allow: { type: 'string', multiple: true },
  deny: { type: 'string', multiple: true },
  'allow-apps': { type: 'string', multiple: true },
  platform: { type: 'string' },
  session: { type: 'string', short: 's' },
  to: { type: 'string' },
  lang: { type: 'string' },
  'password-stdin': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

type Values = ReturnType<typeof parse>['values']
const ALLOWED: Readonly<Record<string, readonly (keyof Values)[]>> = {
  join: ['hub', 'name', 'email', 'allow', 'deny', 'allow-apps', 'platform', 'password-stdin'],
  status: ['session'],
  revoke: ['session'],
  leave: ['session'],
  say: ['session'],
  files: ['session'],
  download: ['session', 'to'],
  doctor: ['hub', 'platform'],
}
const VERBS = ['status', 'revoke', 'leave', 'say', 'files', 'download', 'doctor'] as const

/** Reads the arguments. @throws DeskhandError `usage`, its details naming what is wrong for the catalogue */
export function readCommand(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv)
  const base: Base = { json: values.json ?? false, language: readLanguage(values.lang) }
  if (values.help || positionals[0] === 'help') return { ...base, verb: 'help' }
  if (values.version) return { ...base, verb: 'version' }
  const [first, ...rest] = positionals
  if (first === undefined) throw wrong('noCode')
  const verb = VERBS.find((one) => one === first) ?? 'join'
  for (const name of Object.keys(values) as (keyof Values)[])
    if (!['json', 'lang', 'help', 'version', ...(ALLOWED[verb] ?? [])].includes(name))
      throw wrong('notHere', { word: `--${name}` })
  if (verb === 'join') return readJoin(base, values, { first, rest })
  if (verb === 'doctor') {
    none(rest)
    return { ...base, verb, hub: values.hub ?? null, platform: readPlatform(values.platform) }
  }
  return readControl(base, { verb, rest, session: values.session ?? null, to: values.to ?? null })
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    const word = argv.find((one) => one.startsWith('-')) ?? ''
    throw wrong('option', { word: /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? word })
  }
}

function readJoin(
  base: Base,
  values: Values,
  { first, rest }: { readonly first: string; readonly rest: readonly string[] },
): JoinCommand {
  // A number may be typed as it is read aloud, in groups.
  const isSpoken = [first, ...rest].every((word) => /^[\d\s-]+$/.test(word))
  const words = isSpoken ? [first, ...rest].join('') : first
  if (!isSpoken) none(rest)
  const code = parseCode(words)
  if (!code) throw wrong('code', { word: first })
  const linked = /^(.+)\/j\/\d{9}\/?$/.exec(words.trim())?.[1] ?? null
  return {
    ...base,
    verb: 'join',
    code,
    hub: values.hub ?? linked,
    name: values.name ?? null,
    email: values.email ?? null,
    policy: readPolicy(values),
    allowApps: readApps(values['allow-apps']),
    platform: readPlatform(values.platform),
    passwordStdin: values['password-stdin'] ?? false,
  }
}

interface ControlWords {
  readonly verb: ControlCommand['verb']
  readonly rest: readonly string[]
  readonly session: string | null
  readonly to: string | null
}

function readControl(base: Base, { verb, rest, session, to }: ControlWords): ControlCommand {
  if (verb === 'say') {
    const text = rest.join(' ').trim()
    if (text === '') throw wrong('noText')
    return { ...base, verb, text, session }
  }
  if (verb === 'revoke') {
    const kinds = kindsOf(rest, 'revoke')
    return { ...base, verb, session, kinds: rest.length === 0 || kinds.all ? null : [...kinds.kinds] }
  }
  if (verb === 'download') {
    const [number = '', ...more] = rest
    none(more)
    if (!/^[1-9]\d{0,8}$/.test(number)) throw wrong('noFile')
    if (!to) throw wrong('noFolder')
    return { ...base, verb, session, number: Number(number), folder: to }
  }
  none(rest)
  return { ...base, verb, session }
}

function readPolicy(values: Values): Policy {
  const [allow, deny] = [kindsOf(values.allow ?? [], 'allow'), kindsOf(values.deny ?? [], 'deny')]
  return { allowAll: allow.all, allow: allow.kinds, denyAll: deny.all, deny: deny.kinds }
}

function readApps(texts: readonly string[] | undefined): readonly string[] | null {
  const names = (texts ?? []).flatMap((text) => text.split(',')).map((name) => name.trim())
  return texts === undefined ? null : names.filter((name) => name !== '')
}

function kindsOf(texts: readonly string[], use: 'allow' | 'deny' | 'revoke') {
  const read = readKinds(texts, use)
  if (!read.ok) throw wrong(read.why === 'unknown' ? 'kind' : 'alwaysAsks', { word: read.word })
  return read
}

function readPlatform(word: string | undefined): 'x11' | 'fake' | null {
  if (word === undefined || word === 'x11' || word === 'fake') return word ?? null
  throw wrong('platform', { word })
}

function readLanguage(word: string | undefined): Language | null {
  const language = LANGUAGES.find((one) => one === word)
  if (word !== undefined && !language) throw wrong('language', { word })
  return language ?? null
}

function none(rest: readonly string[]): void {
  if (rest[0] !== undefined) throw wrong('tooMuch', { word: rest[0] })
}

/** Sentences of the catalogue for what was typed wrong, as `agent.usage.KEY`. */
export type UsageProblem =
  | 'noCode'
  | 'notHere'
  | 'option'
  | 'code'
  | 'noText'
  | 'noFile'
  | 'noFolder'
  | 'kind'
  | 'alwaysAsks'
  | 'platform'
  | 'language'
  | 'tooMuch'

function wrong(usage: UsageProblem, details: { readonly word?: string } = {}): DeskhandError {
  const word = details.word ?? ''
  return new DeskhandError('usage', { problem: `${usage} ${word}`.trim(), usage, word })
}
