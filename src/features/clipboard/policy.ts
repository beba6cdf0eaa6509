// Asking for the clipboard in either direction, and taking the agent's word for what became of it.
import { MAX_CLIPBOARD_BYTES } from '../../protocol/limits.ts'
import { core as draft } from '../../session/events.ts'
import { allow, deny, type Policy } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { ClipboardState } from './state.ts'

const tooLarge = () => deny('clipboard.too-large', { limit: MAX_CLIPBOARD_BYTES })

/** Asks the customer in focus to have a text put on their clipboard. */
export const pushClipboard: Policy<RequestData<'clipboard.push'>, ClipboardState> = (_, data) =>
  data.bytes > MAX_CLIPBOARD_BYTES
    ? tooLarge()
    : { verdict: 'ask', kind: 'clipboard', action: { name: 'clipboard.push', data } }

/** Asks the customer in focus for the text on their clipboard. */
export const pullClipboard: Policy<RequestData<'clipboard.pull'>, ClipboardState> = () => ({
  verdict: 'ask',
  kind: 'clipboard',
  action: { name: 'clipboard.pull', data: {} },
})

/** Takes the word of the machine that was asked, after its customer's yes; it finishes the ask. */
export const reportClipboard: Policy<RequestData<'clipboard.report'>, ClipboardState> = ({ core, actor }, data) => {
  const ask = core.asks.get(data.ask)
  if (!ask || ask.customer !== actor.author.id || ask.kind !== 'clipboard') return deny('activity.not-found')
  if (ask.state !== 'granted' && ask.state !== 'running') return deny('consent.not-granted')
  if (data.bytes > MAX_CLIPBOARD_BYTES) return tooLarge()
  const isPush = ask.action.name === 'clipboard.push'
  const { sha256 } = (ask.action.data ?? {}) as { readonly sha256?: unknown } // of a push, as its own request said
  if (isPush && sha256 !== data.sha256) return deny('access.denied', { problem: 'it is another text' })
  return allow([
    { type: isPush ? 'clipboard.pushed' : 'clipboard.pulled', data: { ...data, customer: ask.customer } },
    draft('activity.finished', { ask: ask.id, outcome: 'done', error: null }),
  ])
}
