// How long a hub that says wrong things is believed to be worth another link.

/** Links in a row on which the hub said something wrong; after one more the agent gives up. */
export const MAX_BAD_LINKS = 5
/** A link that served this long before the hub said something wrong starts the count anew, in milliseconds. */
export const GOOD_LINK_MS = 60_000

/** Bad links in a row, this one included. @param servedMs  how long it served before it went bad */
export function badLinksInARow(before: number, servedMs: number): number {
  return servedMs >= GOOD_LINK_MS ? 1 : before + 1
}
