// What a link may go on without: a droppable message that cannot be read is left out and counted.

/**
 * Messages of one connection that cannot be read and are left out; one more ends the link.
 *
 * A newer hub that says something droppable in a way we do not read may say it for minutes; a hub that babbles is left.
 */
export const MAX_MISREAD = 4_096

/**
 * Envelopes whose loss harms nothing: presence is idempotent, and what is said of streams is said again. Without one of
 * the others something would be missing for good: events, an answer, a greeting or a farewell.
 */
const DROPPABLE: readonly unknown[] = ['presence', 'watchers', 'signal', 'refresh', 'dropped', 'notice']

/** Whether an envelope that cannot be read may be left out. @param told  what its text stands for */
export function isDroppable(told: unknown): boolean {
  return typeof told === 'object' && told !== null && 't' in told && DROPPABLE.includes(told.t)
}
