// The pace of requests that write something each time: so many a second from one asker, and no more.

const SECOND_MS = 1_000

/** Counts one more request of an asker; false when it is one too many in this second. */
export type Pace = (asker: string, name: string, perSecond: number) => boolean

/** Starts counting. What is kept is forgotten each second. @param now  milliseconds of any clock */
export function startPace(now: () => number): Pace {
  let since = Number.NEGATIVE_INFINITY
  const counts = new Map<string, number>()
  return (asker, name, perSecond) => {
    const at = now()
    if (at - since >= SECOND_MS) {
      since = at
      counts.clear()
    }
    const key = `${asker}/${name}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= perSecond
  }
}
