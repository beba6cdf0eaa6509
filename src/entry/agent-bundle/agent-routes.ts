// The addresses behind the customer's one command, without a server around them.
import { DeskhandError } from '../../protocol/error.ts'
import { type AgentArtefact, agentArtefact, agentTarball } from './artefact.ts'
import { AGENT_PLATFORMS, type AgentPlatform } from './contents.ts'
import { packageRoot } from './package-root.ts'
import { startScript } from './start-script.ts'

/** Where archives are kept, and what they are told about their hub. */
export interface AgentRoutes {
  /** The hub's data folder. */
  readonly dataDir: string
  /** The hub's configured address; never one that a request claims. */
  readonly hubUrl: string
  /** The package to hand out; this program's own when absent. */
  readonly root?: string
}

/** What to answer: a text, or a file of this machine. */
export type AgentAnswer =
  | { readonly contentType: string; readonly text: string }
  | { readonly contentType: string; readonly file: AgentArtefact }

const HERE = AGENT_PLATFORMS.find((platform) => platform === `${process.platform}-${process.arch}`) ?? 'linux-x64'

/**
 * Whether a request for `/j/CODE` wants the script rather than the page; browsers name HTML, curl and wget do not.
 *
 * @param accept  the request's `Accept` header
 */
export function wantsScript(accept: string | undefined): boolean {
  return !/text\/html/i.test(accept ?? '')
}

/**
 * Answers `/j/CODE` (the script), `/agent/PLATFORM.tar.gz` and `/agent/deskhand-agent.tgz`.
 *
 * @param path  the request's path, without its query
 * @returns null for any other path, for what is no code, and for a platform this hub has nothing for
 */
export async function agentAnswer(path: string, routes: AgentRoutes): Promise<AgentAnswer | null> {
  const { dataDir, hubUrl, root = packageRoot() } = routes
  const code = /^\/j\/([^/]+)$/.exec(path)?.[1]
  if (code !== undefined) return await scriptFor(code, { dataDir, hubUrl, root })
  if (path === '/agent/deskhand-agent.tgz') return archive(await agentTarball(dataDir, hubUrl, root))
  const platform = AGENT_PLATFORMS.find((known) => path === `/agent/${known}.tar.gz`)
  return platform ? archive(await agentArtefact(platform, dataDir, root)) : null
}

/** Packs the archives ahead of the first customer; a hub calls it once it listens. */
export async function prepareAgent(routes: AgentRoutes): Promise<void> {
  const { dataDir, hubUrl, root = packageRoot() } = routes
  await agentArtefact(HERE, dataDir, root)
  await agentTarball(dataDir, hubUrl, root)
}

async function scriptFor(code: string, { dataDir, hubUrl, root }: Required<AgentRoutes>): Promise<AgentAnswer | null> {
  const platform: AgentPlatform = HERE
  const artefact = await agentArtefact(platform, dataDir, root)
  try {
    const text = await startScript({ hubUrl, code, artefact, platform }, root)
    return { contentType: 'text/x-shellscript; charset=utf-8', text }
  } catch (error) {
    if (error instanceof DeskhandError && error.code === 'request.malformed') return null
    throw error
  }
}

function archive(file: AgentArtefact | null): AgentAnswer | null {
  return file && { contentType: 'application/gzip', file }
}
