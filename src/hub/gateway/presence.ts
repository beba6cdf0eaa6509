// Who is here: live links by participant and by account, and who types. Never journaled, always droppable.
import type { SessionState } from '../../features/state.ts'
import type { HubLink } from './hub-link.ts'

/** How long "typing" holds without being said again, in milliseconds. */
const TYPING_MS = 6_000

/** Keeps track of live links. */
export class Presence {
  readonly #byOwner = new Map<string, Set<HubLink>>()
  readonly #typing = new Map<string, Map<string, number>>()

  add(link: HubLink): void {
    const { owner } = link.proven
    if (owner) this.#byOwner.set(owner, (this.#byOwner.get(owner) ?? new Set()).add(link))
  }

  remove(link: HubLink): void {
    const { owner } = link.proven
    const links = owner ? this.#byOwner.get(owner) : undefined
    links?.delete(link)
    if (owner && links?.size === 0) this.#byOwner.delete(owner)
  }

  links(): readonly HubLink[] {
    return [...this.#byOwner.values()].flatMap((links) => [...links])
  }

  linksOf(owner: string): readonly HubLink[] {
    return [...(this.#byOwner.get(owner) ?? [])]
  }

  /** The newest link of a participant's program. */
  linkOf(session: string, participant: string): HubLink | null {
    return this.linksOf(`${session}/${participant}`).at(-1) ?? null
  }

  /** Participants of a session who have a live link. */
  connected(state: SessionState): ReadonlySet<string> {
    const here = new Set<string>()
    for (const one of state.core.participants.values()) {
      if (one.state !== 'present' && one.state !== 'knocking') continue
      if (this.#byOwner.has(one.account ?? `${state.core.id}/${one.id}`)) here.add(one.id)
    }
    return here
  }

  /** Notes who types, and forgets who has stopped without a word. */
  setTyping(session: string, participant: string, typing: boolean): void {
    const all = new Map(this.#active(session))
    if (typing) all.set(participant, performance.now() + TYPING_MS)
    else all.delete(participant)
    if (all.size > 0) this.#typing.set(session, all)
    else this.#typing.delete(session)
  }

  typing(session: string): readonly string[] {
    const active = this.#active(session)
    if (active.length === 0) this.#typing.delete(session)
    return active.map(([id]) => id)
  }

  #active(session: string): readonly (readonly [participant: string, until: number])[] {
    const now = performance.now()
    return [...(this.#typing.get(session) ?? [])].filter(([, until]) => until > now)
  }
}
