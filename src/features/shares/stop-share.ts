// Stops what a rep asked for of one sort, or takes back the question.
import { DeskhandError } from '../../protocol/error.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { Run } from '../command.ts'
import { printResult } from '../shape.ts'

const PENDING = ['requested', 'delivered']
const OPEN = [...PENDING, 'granted', 'running']

/** `deskhand <noun> stop`: {"ask","stopped":true}. @param noun  the first part of the kinds it stops */
export function stopShare(noun: 'desktop' | 'app' | 'cobrowse'): Run {
  return async ({ io, request, session }) => {
    const { id, asks } = await request('session.show', { session: await session() })
    const open = asks.findLast((one) => one.kind.startsWith(`${noun}.`) && OPEN.includes(one.state))
    if (!open) throw new DeskhandError('activity.not-found')
    if (PENDING.includes(open.state)) await request('consent.withdraw', { ask: open.id }, { session: id })
    else await request('activity.stop', { ask: open.id }, { session: id })
    await printResult(io, { ask: open.id, stopped: true }, () => printMessage(io, io.t('cli.desktop.stopped')))
    return undefined
  }
}
