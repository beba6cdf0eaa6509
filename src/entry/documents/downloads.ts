// The support program to download by hand, for computers on which the one line is blocked (INS-05).
import { basename } from 'node:path'
import type { AgentRoutes } from '../agent-bundle/agent-routes.ts'
import { type AgentArtefact, agentArtefact, agentTarball } from '../agent-bundle/artefact.ts'
import { AGENT_PLATFORMS } from '../agent-bundle/contents.ts'
import { packageRoot } from '../agent-bundle/package-root.ts'
import { commandLine } from './command-line.ts'
import { type Html, html } from './html.ts'
import type { Visitor } from './visitor.ts'

/** How long a page waits for archives that are being packed, in milliseconds; then it says so and is sent. */
const PATIENCE_MS = 250

/** One archive. `architecture` is null for the package that needs Node.js. */
interface Download {
  readonly file: string
  readonly architecture: string | null
  readonly artefact: AgentArtefact
}

/** The archives of this hub with their fingerprints; null while they are being packed. */
async function listDownloads(place: AgentRoutes): Promise<readonly Download[] | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS)
  })
  try {
    return await Promise.race([packedDownloads(place), late])
  } catch {
    return null // an archive that cannot be packed is not offered; the hub's log has the reason when it is asked for
  } finally {
    clearTimeout(timer)
  }
}

async function packedDownloads({ dataDir, hubUrl, root = packageRoot() }: AgentRoutes): Promise<readonly Download[]> {
  const own = await Promise.all(
    AGENT_PLATFORMS.map(async (platform) => {
      const artefact = await agentArtefact(platform, dataDir, root)
      const architecture = platform.split('-')[1] ?? platform
      return artefact && { file: `${platform}.tar.gz`, architecture, artefact }
    }),
  )
  const artefact = await agentTarball(dataDir, hubUrl, root)
  return [...own.filter((one) => one !== null), { file: 'deskhand-agent.tgz', architecture: null, artefact }]
}

/** The section with every download, its fingerprint and the line that runs it. */
export async function downloadSection(visitor: Visitor, number: string, place: AgentRoutes): Promise<Html> {
  const { say } = visitor
  const all = await listDownloads(place)
  const list = all
    ? html`<ul class="downloads">${all.map((one) => downloadItem(visitor, number, one))}</ul>`
    : html`<p>${say('pages.manual.preparing')}</p>`
  return html`<details class="card" id="manual">
<summary><h2>${say('pages.manual.title')}</h2></summary>
<p>${say('pages.manual.text')}</p>
${list}
</details>`
}

function downloadItem(visitor: Visitor, number: string, { file, architecture, artefact }: Download): Html {
  const { say, base, hubUrl } = visitor
  const what = architecture === null ? say('pages.manual.node') : say('pages.manual.linux', { architecture })
  const size = say('pages.manual.size', { size: (artefact.bytes / 1e6).toFixed(artefact.bytes < 1e7 ? 1 : 0) })
  return html`<li>
<p><strong>${what}</strong><br><a href="${base}/agent/${file}" download="${basename(file)}">${file}</a> <span class="muted">${size}</span></p>
<p class="muted">${say('pages.manual.check')}<br><code class="hash">${artefact.sha256}</code></p>
<p>${say('pages.manual.then')}</p>
${commandLine(visitor, `run-${architecture ?? 'node'}`, runCommand(file, architecture, `${number} --hub ${hubUrl}`))}
</li>`
}

function runCommand(file: string, architecture: string | null, words: string): string {
  if (architecture === null) return `npx --yes ./${file} ${words}`
  const folder = 'deskhand-agent'
  const unpack = `mkdir -p ${folder} && tar -xzf ${file} -C ${folder}`
  return `${unpack} && ${folder}/bin/node ${folder}/agent/deskhand-agent.js ${words}`
}
