// The sessions the console follows: a mirror each, and which of them have something new.
import type { Link } from '../../client/link.ts'
import { type Mirror, openMirror } from '../../client/mirror.ts'
import type { SessionState } from '../../features/state.ts'
import type { Event } from '../../journal/event.ts'

/** An event that happened while the console was watching, with the session as it was before and is after it. */
export interface Happening {
  readonly event: Event
  readonly session: string
  readonly before: SessionState
  readonly after: SessionState
}

/** What to call when something is new. */
export interface FollowedListener {
  readonly onChange: () => void
  readonly onHappening: (happening: Happening) => void
}

/** The mirrors. */
export class Followed {
  private readonly mirrors = new Map<string, { readonly mirror: Mirror; readonly stop: () => void }>()
  private readonly changed = new Set<string>()
  private readonly listener: FollowedListener

  constructor(listener: FollowedListener) {
    this.listener = listener
  }

  get count(): number {
    return this.mirrors.size
  }

  /** Follows a session from its beginning; false when it is followed already. */
  follow(link: Link, id: string): boolean {
    if (this.mirrors.has(id)) return false
    const mirror = openMirror(link, id)
    let before = mirror.state
    const stops = [
      mirror.subscribe(() => {
        this.changed.add(id)
        this.listener.onChange()
      }),
      mirror.onEvent((event) => {
        const after = mirror.state
        // what was there before the console looked is history, not news
        if (mirror.live) this.listener.onHappening({ event, session: id, before, after })
        before = after
      }),
    ]
    const stop = (): void => {
      for (const one of stops) one()
      mirror.close()
    }
    this.mirrors.set(id, { mirror, stop })
    this.changed.add(id)
    return true
  }

  /** The mirror of a followed session. */
  mirror(id: string): Mirror | null {
    return this.mirrors.get(id)?.mirror ?? null
  }

  /** The mirrors with something new since the last call. */
  takeChanged(): readonly Mirror[] {
    const taken = [...this.changed].flatMap((id) => this.mirrors.get(id)?.mirror ?? [])
    this.changed.clear()
    return taken
  }

  close(): void {
    for (const { stop } of this.mirrors.values()) stop()
    this.mirrors.clear()
  }
}
