// The help topics: exit codes and errors from their table, environment, formatting and JSON.
import type { Translate } from '../language/catalogue.ts'
import { ERRORS, type ErrorCode } from '../protocol/error.ts'

/** One topic. */
export interface Topic {
  text(t: Translate): string
  /** The same as data for scripts. */
  table(): unknown
}

/** Exit codes in order, with the errors that end a command with each. */
export const EXIT_CODES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 130] as const
/** One of the exit codes. */
export type ExitCode = (typeof EXIT_CODES)[number]

/** Errors that end a command with an exit code, in alphabetical order. */
export function errorsOf(exit: number): readonly ErrorCode[] {
  const all = Object.entries(ERRORS) as [ErrorCode, { readonly exit: number }][] // keys of the table
  return all
    .filter(([, spec]) => spec.exit === exit)
    .map(([code]) => code)
    .toSorted()
}

/** Environment variables that are read, with what they do. */
export const VARIABLES = [
  'DESKHAND_HUB',
  'DESKHAND_TOKEN',
  'DESKHAND_CONFIG_DIR',
  'DESKHAND_LANG',
  'NO_COLOR',
  'CLICOLOR_FORCE',
  'VISUAL',
  'NODE_EXTRA_CA_CERTS',
  'TZ',
] as const

/** Shapes that scripts may rely on, by command. */
export const SHAPES: Readonly<Record<string, string>> = {
  'hub serve': 'first line {"url","dataDir","pid"}',
  'session start': '{"id","number","state","joinUrl","joinCommand"}',
  'session show':
    '{"id","number","type","channel","state","topic","queue","primary","participants":[{"id","name","role","state","connected"}],"grants":[{"kind","scope","by","at"}],"startedAt","endedAt"}',
  'session journal, events': '{"stream","seq","at","type","by":{"id","name","role"},"data"}',
  'chat tail': '{"seq","at","from":{"id","name","role"},"to","text","attachments"}',
  'sysinfo show':
    '{"collectedAt","categories":{"os","cpu","memory","disks","network","processes","software","services","environment","devices"}}',
  'desktop view': 'first line {"viewerUrl","path","mode"}, then status lines',
  'file publish':
    'progress lines {"file","bytes","total"}, last {"files":[{"id","name","bytes","sha256"}],"bytes","durationMs"}',
  'file ls': '[{"id","name","bytes","sha256","customer","by","at","downloads"}]',
  'file unpublish': '{"unpublished":[ID]}',
  'annotate start': 'first line {"viewerUrl","share"}, last {"status":"ended","reason"}',
  'annotate add': '{"mark","share","shape","color":"#RRGGBB","widthPx","points":[[x,y]],"text"}',
  'annotate list': '[{"mark","share","shape","color","widthPx","points","text","by":{"id","name"},"at"}]',
  'annotate remove': '{"mark","share","removed":true}',
  'annotate clear': '{"share","cleared"}',
  'annotate capture': '{"file","bytes","widthPx","heightPx","marks","at"}',
  'error (stderr)': '{"error":{"code","message","help","details"}}',
}

/** All topics by name. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  'exit-codes': {
    text: (t) =>
      [
        t('cli.topic.exitCodes'),
        '',
        ...EXIT_CODES.flatMap((code) => [
          `${String(code).padStart(5)}  ${t(`cli.exit.${code}`)}`,
          ...wrapWords(errorsOf(code)),
        ]),
      ].join('\n'),
    table: () => EXIT_CODES.map((code) => ({ code, errors: errorsOf(code) })),
  },
  environment: {
    text: (t) =>
      [
        t('cli.topic.environment'),
        '',
        ...VARIABLES.map((name) => `  ${name.padEnd(20)}  ${t(`cli.variable.${name}`)}`),
      ].join('\n'),
    table: () => VARIABLES,
  },
  formatting: { text: (t) => t('cli.topic.formatting'), table: () => null },
  json: {
    text: (t) =>
      [t('cli.topic.json'), '', ...Object.entries(SHAPES).map(([name, shape]) => `  ${name}\n      ${shape}`)].join(
        '\n',
      ),
    table: () => SHAPES,
  },
  files: { text: (t) => t('cli.topic.files'), table: () => null },
  sharing: { text: (t) => t('cli.topic.sharing'), table: () => null },
}

/** A topic by its name. */
export function findTopic(name: string): Topic | undefined {
  return Object.hasOwn(TOPICS, name) ? TOPICS[name] : undefined
}

const LINE_CHARACTERS = 96

function wrapWords(words: readonly string[]): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < LINE_CHARACTERS) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`         ${word}`)
  }
  return lines
}
