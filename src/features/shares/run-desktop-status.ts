// Says what is being shown in a session, how the picture is made and by which way it travels.
import type { Run } from '../command.ts'
import type { RequestReply } from '../requests.ts'
import { isoTime, printFacts, printResult } from '../shape.ts'

type Status = RequestReply<'share.status'>
type Detail = RequestReply<'session.show'>
type Asked = Detail['asks'][number]

/** Kinds of which pictures are sent. */
const isShare = ({ kind }: Asked): boolean => /^(desktop|app|cobrowse)\./.test(kind)

/**
 * `deskhand desktop status`: {"ask","state","kind","customer","since","path","mode","codec","colors","framesPerSecond",
 * "kbps","latencyMs","bytes","holder","options","watchers","pictures","info"}; "ask" null when nothing was asked for.
 */
export const run: Run = async ({ io, request, session }) => {
  const detail = await request('session.show', { session: await session() })
  const last = detail.asks.findLast((one) => isShare(one) && one.state === 'running') ?? detail.asks.findLast(isShare)
  const status = last ? await request('share.status', { session: detail.id, ask: last.id }) : null
  const shape = { ...askShape(last), ...statusShape(status) }
  const name = detail.participants.find((one) => one.id === last?.customer)?.name ?? ''
  await printResult(io, shape, () =>
    printFacts(io, [
      [io.t('cli.column.state'), shape.state],
      [io.t('cli.column.customer'), name],
      [io.t('cli.column.path'), shape.path ?? ''],
      [io.t('cli.column.mode'), [shape.mode, shape.codec].filter(Boolean).join(' · ')],
      [io.t('cli.column.rate'), rateText(shape)],
    ]),
  )
  return undefined
}

function askShape(ask: Asked | undefined) {
  return {
    ask: ask?.id ?? null,
    state: ask?.state ?? 'none',
    kind: ask?.kind ?? null,
    customer: ask?.customer ?? null,
    since: ask ? isoTime(ask.at) : null,
    info: ask?.info ?? {},
  }
}

/** The first picture stands for the share; a window the customer added is in "pictures". */
function statusShape(status: Status | null) {
  const [first] = status?.pictures ?? []
  const watchers = first?.watchers ?? []
  const latencies = watchers.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs]))
  const path = watchers.some((one) => one.path === 'direct') ? 'direct' : first ? 'relay' : null
  return {
    path,
    mode: first ? (first.made?.mode ?? 'standard') : null,
    codec: first?.made?.codec ?? null,
    colors: first?.made?.colors ?? null,
    framesPerSecond: first?.made?.framesPerSecond ?? null,
    kbps: first?.made?.kbps ?? null,
    latencyMs: latencies.length > 0 ? Math.max(...latencies) : null,
    bytes: first?.relayedBytes ?? null,
    holder: status?.holder ?? null,
    options: status?.options ?? null,
    watchers,
    pictures: status?.pictures ?? [],
  }
}

function rateText({ framesPerSecond, kbps, latencyMs }: ReturnType<typeof statusShape>): string {
  if (framesPerSecond === null || kbps === null) return ''
  const parts = [`${Math.round(framesPerSecond)} fps`, `${Math.round(kbps)} kb/s`]
  return [...parts, ...(latencyMs === null ? [] : [`${Math.round(latencyMs)} ms`])].join(' · ')
}
