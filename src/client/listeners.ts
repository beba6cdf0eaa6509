// Sets of listeners: added, told and taken away.

/** Functions that want to hear of something. */
export interface Listeners<A extends readonly unknown[]> {
  readonly size: number
  /** @returns takes the listener away again */
  add(listener: (...args: A) => void): () => void
  tell(...args: A): void
  clear(): void
}

/** Makes an empty set; one function may be added twice and is then told twice. */
export function listeners<A extends readonly unknown[]>(): Listeners<A> {
  const all = new Set<{ readonly listener: (...args: A) => void }>()
  return {
    get size() {
      return all.size
    },
    add: (listener) => {
      const one = { listener }
      all.add(one)
      return () => void all.delete(one)
    },
    tell: (...args) => {
      for (const one of [...all]) if (all.has(one)) one.listener(...args)
    },
    clear: () => all.clear(),
  }
}

/** Listeners by key; a key without listeners takes no memory. */
export interface KeyedListeners<K, A extends readonly unknown[]> {
  add(key: K, listener: (...args: A) => void): () => void
  tell(key: K, ...args: A): void
  has(key: K): boolean
  keys(): readonly K[]
  clear(): void
}

/** Makes an empty keyed set. */
export function keyedListeners<K, A extends readonly unknown[]>(): KeyedListeners<K, A> {
  const byKey = new Map<K, Listeners<A>>()
  return {
    add: (key, listener) => {
      const set = byKey.get(key) ?? listeners<A>()
      byKey.set(key, set)
      const remove = set.add(listener)
      return () => {
        remove()
        if (set.size === 0 && byKey.get(key) === set) byKey.delete(key)
      }
    },
    tell: (key, ...args) => byKey.get(key)?.tell(...args),
    has: (key) => byKey.has(key),
    keys: () => [...byKey.keys()],
    clear: () => byKey.clear(),
  }
}
