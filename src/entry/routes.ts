// The hub's public addresses: every page, every download, and nothing else.
import { basename } from 'node:path'
import { type Route, type RouteCall, type RouteReply, text } from '../hub/http/routes.ts'
import { BUILD } from '../protocol/version.ts'
import { type AgentRoutes, agentAnswer, prepareAgent, wantsScript } from './agent-bundle/agent-routes.ts'
import { assetReply } from './documents/assets.ts'
import { homePage, joinByNumber } from './documents/home.ts'
import { joinPage } from './documents/join.ts'
import { roomPage } from './documents/room.ts'
import { setupPage } from './documents/setup.ts'

/** What the routes may be told. */
export interface EntryOptions {
  /** The package whose agent is handed out; this program's own when absent. */
  readonly agentRoot?: string
}

const NOT_FOUND = text(404, 'not found\n')

/**
 * The routes of the public pages, for `serveHub`. All of them only read; what changes something is a request.
 *
 * The archives of the agent are packed when the first page that names them is asked for, or by `warmUp`.
 */
export function entryRoutes(options: EntryOptions = {}): readonly Route[] {
  const placeOf = ({ dataDir, hub }: RouteCall): AgentRoutes => {
    const place = { dataDir, hubUrl: hub.baseUrl(), ...(options.agentRoot && { root: options.agentRoot }) }
    void warmUp(place)
    return place
  }
  return [
    open(/^\/$/, homePage),
    open(/^\/join$/, joinByNumber),
    open(/^\/j\/(?<code>[^/]{1,300})$/, async (call) => {
      const place = placeOf(call)
      return wantsScript(call.headers.accept) ? agentReply(call, place) : joinPage(call, place)
    }),
    open(/^\/room$/, roomPage),
    { ...open(/^\/setup$/, setupPage), who: 'setup' },
    open(/^\/assets\/(?<name>[^/]{1,90})$/, async ({ params, headers }) => {
      return (await assetReply(params.name ?? '', headers['accept-encoding'])) ?? NOT_FOUND
    }),
    open(/^\/agent\/[a-z0-9.-]{1,60}$/, (call) => agentReply(call, placeOf(call))),
    open(/^\/robots\.txt$/, () => text(200, 'User-agent: *\nDisallow: /\n')),
    open(/^\/health$/, () => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify({ ok: true, build: BUILD }),
    })),
  ]
}

/** Packs the archives of the agent ahead of the first customer. It never fails: who asks for one hears why. */
export async function warmUp(place: AgentRoutes): Promise<void> {
  await prepareAgent(place).catch(() => undefined) // the next one to ask for an archive packs it, or fails with the reason
}

function open(path: RegExp, handle: Route['handle']): Route {
  return { method: 'GET', who: 'anyone', path, handle }
}

async function agentReply(call: RouteCall, place: AgentRoutes): Promise<RouteReply> {
  const answer = await agentAnswer(call.url.pathname, place)
  if (!answer) return NOT_FOUND
  if ('text' in answer) return { ...text(200, answer.text, answer.contentType), headers: { vary: 'accept' } }
  return {
    status: 200,
    type: answer.contentType,
    file: answer.file.path,
    headers: {
      'content-length': String(answer.file.bytes),
      'content-disposition': `attachment; filename="${basename(call.url.pathname)}"`,
    },
  }
}
