// The pictures that are being shown now: two shares of the same thing, as when control is added, use one.
import type { Show } from './show.ts'

/** Keeps pictures open as long as somebody holds them. */
export interface Shows {
  /** The name of a picture that is being shown and begins so, or null. */
  named(beginning: string): string | null
  /**
   * Takes the open picture of that name, or opens it.
   *
   * @returns the picture, and how to let go of it; the last one to do so closes it
   */
  hold(name: string, open: () => Promise<Show>): Promise<{ readonly show: Show; release(): Promise<void> }>
}

/** Starts with nothing shown. */
export function startShows(): Shows {
  const held = new Map<string, { readonly show: Promise<Show>; holders: number }>()
  return {
    named: (beginning) => [...held.keys()].find((name) => name.startsWith(beginning)) ?? null,
    hold: async (name, open) => {
      const one = held.get(name) ?? { show: open(), holders: 0 }
      held.set(name, one)
      one.holders += 1
      const release = async (): Promise<void> => {
        one.holders -= 1
        if (one.holders > 0) return
        if (held.get(name) === one) held.delete(name)
        await one.show.then((show) => show.close()).catch(() => undefined) // it never opened
      }
      try {
        return { show: await one.show, release }
      } catch (error) {
        await release()
        throw error
      }
    },
  }
}
