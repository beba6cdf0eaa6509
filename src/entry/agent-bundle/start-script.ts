// The script behind the customer's one command: `curl -fsSL HUB/j/CODE | sh`.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../language/catalogue.ts'
import { translator } from '../../language/catalogue.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { AgentArtefact } from './artefact.ts'
import type { AgentPlatform } from './contents.ts'
import { packageRoot } from './package-root.ts'

/** What a start script is made for. */
export interface StartScript {
  /** The hub's configured address, `https://host[:port][/path]`; never one that a request claims. */
  readonly hubUrl: string
  /** Session number or PIN as the customer gave it in the address. */
  readonly code: string
  /** The archive of this hub's platform; null makes the script use `npx` everywhere. */
  readonly artefact: AgentArtefact | null
  readonly platform: AgentPlatform
}

const CODE_MAX_CHARACTERS = 64
const CODE = /^[0-9A-Za-z][0-9A-Za-z_-]*$/
const HOST = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d+)?$/
const PATH = /^(\/[A-Za-z0-9._~-]+)*$/

/**
 * The script for one session. Nothing in it can be anything but a number, a hash or an address: codes and addresses
 * are checked by character and quoted.
 *
 * @throws DeskhandError  `request.malformed` for a code or address that is not one
 */
export async function startScript(options: StartScript, root: string = packageRoot()): Promise<string> {
  const { artefact, platform } = options
  const hub = checkedHub(options.hubUrl)
  const code = checkedCode(options.code)
  const template = await readFile(join(root, 'agent', 'start', 'start.sh'), 'utf8')
  const values: Readonly<Record<string, string>> = {
    __HUB__: quote(hub),
    __CODE__: quote(code),
    __PLATFORM__: quote(artefact ? platform : 'none'),
    __SHA256__: quote(artefact?.sha256 ?? ''),
    __EN__: sentences('en', hub, code),
    __KO__: sentences('ko', hub, code),
  }
  return template.replace(/__[A-Z0-9]+__/g, (name) => values[name] ?? name)
}

/** The customer's one command, as an invitation prints it. */
export function startCommand(hubUrl: string, code: string): string {
  return `curl -fsSL ${checkedHub(hubUrl)}/j/${checkedCode(code)} | sh`
}

/** The same for computers with Node.js, on any system. */
export function npxCommand(hubUrl: string, code: string): string {
  return `npx --yes ${checkedHub(hubUrl)}/agent/deskhand-agent.tgz ${checkedCode(code)}`
}

function checkedCode(code: string): string {
  if (code.length > CODE_MAX_CHARACTERS || !CODE.test(code)) {
    throw new DeskhandError('request.malformed', { problem: 'not a session number, PIN or link' })
  }
  return code
}

function checkedHub(hubUrl: string): string {
  const url = URL.parse(hubUrl)
  const path = url?.pathname.replace(/\/$/, '') ?? ''
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash
  if (!isPlain || !/^https?:$/.test(url.protocol) || !HOST.test(url.host) || !PATH.test(path)) {
    throw new DeskhandError('request.malformed', { problem: 'not the address of a hub' })
  }
  return `${url.protocol}//${url.host}${path}`
}

/** One word of a POSIX shell that means the text itself. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Shell variables with what the script says, one a line. */
function sentences(language: Language, hub: string, code: string): string {
  const say = translator(language)
  const command = npxCommand(hub, code)
  const all = {
    downloading: say('start.downloading'),
    download_failed: say('start.downloadFailed'),
    damaged: say('start.damaged'),
    no_downloader: say('start.noDownloader'),
    no_space: say('start.noSpace'),
    unsupported: say('start.unsupported', { command }),
  }
  return Object.entries(all)
    .map(([name, sentence]) => `    ${name}=${quote(sentence)}`)
    .join('\n')
}
