// Serves a hub until Ctrl-C.
import { once } from 'node:events'
import { entryRoutes, warmUp } from '../../entry/routes.ts'
import type { Run } from '../../features/command.ts'
import { DEFAULT_PORT, serveHub } from '../../hub/main.ts'
import { write } from '../../terminal/print/io.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printText } from '../../terminal/print/print-message.ts'
import { jsonText } from '../../terminal/text/json-text.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

interface Options extends PlaceOptions {
  readonly host?: string
  readonly port?: number
  readonly publicUrl?: string
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly behindProxy?: boolean
}
const HOST = '127.0.0.1'
/** The agent's archives are packed this long after the start, unless a customer came before, in milliseconds. */
const WARM_UP_MS = 30_000

/** `deskhand hub serve --json`: first line {"url","dataDir","pid"}, and "setupToken" while nobody has set it up. */
export const run: Run<Options> = async ({ io, signal }, { options }) => {
  const place = hubPlace(io, options)
  const hub = await serveHub({
    ...place,
    host: options.host ?? HOST,
    port: options.port ?? DEFAULT_PORT,
    publicUrl: options.publicUrl ?? null,
    tlsCert: options.tlsCert ?? null,
    tlsKey: options.tlsKey ?? null,
    behindProxy: options.behindProxy ?? false,
    routes: entryRoutes(),
    log: (message, context) =>
      void write(io.stderr, `${jsonText({ at: new Date().toISOString(), message, ...context })}\n`),
  })
  const { url, setupToken } = hub
  const first = { url, dataDir: place.dataDir, pid: process.pid, ...(setupToken === null ? {} : { setupToken }) }
  if (io.isJson) await printNdjsonLine(io.stdout, first)
  else {
    await printText(io, io.t('cli.hub.serving', { url, folder: place.dataDir }))
    if (setupToken !== null) await printText(io, io.t('cli.hub.setup', { url, token: setupToken }))
  }
  const warm = setTimeout(() => void warmUp({ dataDir: place.dataDir, hubUrl: url }), WARM_UP_MS)
  if (!signal.aborted) await once(signal, 'abort')
  clearTimeout(warm)
  await hub.close()
  return undefined
}
