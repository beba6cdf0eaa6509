// What to try when the picture arrives slowly, from what was measured and what is not tried yet.
import type { ShareOptions } from '../../features/shares/protocol.ts'
import type { Quality } from './quality.ts'
import type { Text, TextKey } from './text.ts'
import type { ToastText } from './toast.ts'

/** A frame older than this when drawn is late, in milliseconds. */
export const LATE_MS = 400
/** Readings in a row that have to be late before anything is said. */
export const LATE_READINGS = 6

/** What to try. */
export type Advice = { readonly text: TextKey; readonly options: Partial<ShareOptions> }

/** The line that gives an advice, with a button that takes it. */
export function adviceToast(advice: Advice, text: Text, set: (options: Partial<ShareOptions>) => void): ToastText {
  const button = { label: text('slowApply'), run: () => set(advice.options) }
  return { text: `${text('slow')} ${text(advice.text)}.`, isSticky: true, button }
}

/** Watches readings; gives an advice once when it is slow, and another only after it has been well in between. */
export function makeAdviser(): (quality: Quality, options: ShareOptions | null) => Advice | null {
  let late = 0
  return ({ drawn }, options) => {
    if (!drawn) return null // a still picture says nothing
    late = drawn.latencyMs > LATE_MS ? late + 1 : 0
    return late === LATE_READINGS && options ? adviceFor(options) : null
  }
}

/** Whoever pinned sharp text keeps it, with fewer colours; what was tried is not advised again. */
function adviceFor({ mode, colors, maxKbps }: ShareOptions): Advice | null {
  if (mode === 'auto') return { text: 'slowSampling', options: { mode: 'sampling' } }
  if (mode === 'standard') return colors === '256' ? null : { text: 'slowColors', options: { colors: '256' } }
  return maxKbps === null ? { text: 'slowLimit', options: { maxKbps: 2000 } } : null
}
