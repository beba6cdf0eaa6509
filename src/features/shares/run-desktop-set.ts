// Changes how the picture of a running share is made: sharp or smooth, colours, bandwidth, monitor.
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'
import type { ShareOptions } from './protocol.ts'

interface Options {
  readonly mode?: ShareOptions['mode']
  readonly colors?: ShareOptions['colors']
  /** 0: no limit. */
  readonly maxKbps?: number
  readonly monitor?: number
  readonly allMonitors?: boolean
}

/** `deskhand desktop set`: {"ask","options"}; only what was changed. */
export const run: Run<Options> = async ({ io, request, session }, { options }) => {
  const wanted = wantedOptions(options)
  if (Object.keys(wanted).length === 0) throw new DeskhandError('usage', { problem: io.t('cli.desktop.nothingToSet') })
  const { id, asks } = await request('session.show', { session: await session() })
  const running = asks.findLast((one) => one.state === 'running' && one.channel !== null)
  if (!running) throw new DeskhandError('activity.not-found')
  await request('share.set', { ask: running.id, options: wanted }, { session: id })
  await printResult(io, { ask: running.id, options: wanted }, () => printMessage(io, io.t('cli.desktop.set')))
  return undefined
}

function wantedOptions({ mode, colors, maxKbps, monitor, allMonitors }: Options): Partial<ShareOptions> {
  return {
    ...(mode && { mode }),
    ...(colors && { colors }),
    ...(maxKbps !== undefined && { maxKbps: maxKbps === 0 ? null : maxKbps }),
    ...(monitor !== undefined && { monitor }),
    ...(allMonitors && { monitor: null }),
  }
}
