// The customer's side of a session in this tab: its link, its mirror, what waits to be sent, and how it ends.
import { connectLink, REQUEST_TIMEOUT_MS } from '../../../client/connect-link.ts'
import type { Link, LinkState } from '../../../client/link.ts'
import { type Mirror, openMirror } from '../../../client/mirror.ts'
import { openWebSocket } from '../../../client/web-socket.ts'
import type { RequestInput, RequestName } from '../../../features/requests.ts'
import type { Event } from '../../../journal/event.ts'
import type { DeskhandError } from '../../../protocol/error.ts'
import type { CoreData } from '../../../session/events.ts'
import { type Ask, type Core, emptyCore, isPending } from '../../../session/state.ts'
import { createOutbox, type Outbox, type Unsent } from './outbox.ts'
import type { Seat } from './seat.ts'
import { addEvent, type Entry } from './timeline.ts'

/** How long a message waits for a hub that is away, in milliseconds. */
const SEND_PATIENCE_MS = 300_000
/** How long leaving waits for the hub to hear of it, in milliseconds. */
const LEAVE_PATIENCE_MS = 3_000
/** How often "is writing" is said again while it stays true, in milliseconds. */
const TYPING_EVERY_MS = 3_000

/** Why a session is over for this tab. */
export type Over = 'left' | 'ended' | 'removed' | 'turned-away' | 'replaced' | 'expired' | 'problem'

/** Everything the page shows of a session. */
export interface RoomView {
  readonly stage: 'connecting' | 'waiting' | 'here' | 'over'
  readonly over: Over | null
  readonly link: LinkState
  readonly core: Core
  readonly connected: readonly string[]
  readonly typing: readonly string[]
  readonly entries: readonly Entry[]
  readonly outbox: readonly Unsent[]
  /** The oldest ask that waits for this customer. */
  readonly ask: Ask | null
}

/** One session in one tab, until it is over. */
export class Room {
  readonly seat: Seat
  readonly outbox: Outbox
  readonly #url: string
  readonly #changed: () => void
  #link: Link
  #mirror: Mirror
  #entries: readonly Entry[] = []
  #over: Over | null = null
  #wasHere = false
  #typedAt = Number.NEGATIVE_INFINITY
  readonly #delivered = new Set<string>()

  /** @param changed  called after every change of `view` */
  constructor(seat: Seat, url: string, changed: () => void) {
    this.seat = seat
    this.#url = url
    this.#changed = changed
    this.outbox = createOutbox((unsent) => this.#send(unsent), changed)
    this.#link = this.#connect()
    this.#mirror = this.#follow()
  }

  get view(): RoomView {
    const { core } = this.#mirror.state
    return {
      stage: this.#stage(core),
      over: this.#over,
      link: this.#link.state,
      core: core.seq === 0 ? emptyCore(this.seat.session) : core,
      connected: this.#mirror.presence.connected,
      typing: this.#mirror.presence.typing.filter((id) => id !== this.seat.participant),
      entries: this.#entries,
      outbox: this.outbox.messages,
      ask: this.#ask(core),
    }
  }

  typing(isTyping: boolean): void {
    const now = performance.now()
    if (isTyping && now - this.#typedAt < TYPING_EVERY_MS) return
    this.#typedAt = isTyping ? now : Number.NEGATIVE_INFINITY
    this.#link.typing(this.seat.session, isTyping)
  }

  /** Tells the hub that an ask is on this customer's screen. Once for each ask. */
  deliver(ask: Ask): void {
    if (this.#delivered.has(ask.id)) return
    this.#delivered.add(ask.id)
    // Whatever becomes of it, the ask's own state says.
    this.#request('consent.deliver', { ask: ask.id }).catch(() => this.#delivered.delete(ask.id))
  }

  /** Refuses an ask. There is no yes: this page starts nothing. */
  async refuse(ask: Ask): Promise<void> {
    await this.#request('consent.answer', { ask: ask.id, answer: 'no', by: 'customer' })
  }

  /** Leaves. The hub hears of it when it can; the page is out at once or shortly after. */
  async leave(): Promise<void> {
    const told = this.#link.state.is === 'open' ? this.#request('session.leave', {}, LEAVE_PATIENCE_MS) : null
    await told?.catch(() => undefined) // the hub notices a link that is gone by itself
    this.#end('left')
  }

  /** Takes the session over from the tab that took it over. */
  takeBack(): void {
    if (this.#over !== 'replaced') return
    this.#over = null
    this.#entries = []
    this.#link = this.#connect()
    this.#mirror = this.#follow()
    this.#changed()
  }

  #connect(): Link {
    const link = connectLink({ url: this.#url, token: this.seat.token }, openWebSocket)
    link.onState((state) => {
      if (state.is === 'closed' && !this.#over) this.#end(reasonOf(state.error))
      this.#changed()
    })
    return link
  }

  #follow(): Mirror {
    const mirror = openMirror(this.#link, this.seat.session)
    mirror.onEvent((event) => {
      if (mirror === this.#mirror) this.#heard(event)
    })
    mirror.subscribe(() => {
      if (mirror === this.#mirror) this.#changed()
    })
    return mirror
  }

  #heard(event: Event): void {
    const { core } = this.#mirror.state
    const me = this.seat.participant
    this.#entries = addEvent(this.#entries, event, { core, me })
    const about = (event.data as { readonly participant?: unknown } | null)?.participant
    if (event.type === 'session.ended') this.#end('ended')
    else if (event.type === 'participant.turned-away' && about === me) this.#end('turned-away')
    else if (event.type === 'participant.left' && about === me) {
      const { reason } = event.data as CoreData<'participant.left'> // checked by the link before it came here
      this.#end(reason === 'left' ? 'left' : 'removed')
    } else if (core.participants.get(me)?.state === 'present' && core.startedAt === 0) this.#readAgain()
  }

  /** Whoever waited to be let in was told nothing before: the journal is followed once more from its beginning. */
  #readAgain(): void {
    const before = this.#mirror
    this.#entries = []
    this.#mirror = this.#follow()
    before.close()
  }

  #stage(core: Core): RoomView['stage'] {
    if (this.#over) return 'over'
    const isHere = core.startedAt > 0 && core.participants.get(this.seat.participant)?.state === 'present'
    this.#wasHere ||= isHere
    if (this.#wasHere) return 'here'
    return this.#mirror.live || this.seat.state === 'knocking' ? 'waiting' : 'connecting'
  }

  #ask({ asks }: Core): Ask | null {
    for (const ask of asks.values()) if (ask.customer === this.seat.participant && isPending(ask)) return ask
    return null
  }

  #send({ id, to, text }: Unsent): Promise<unknown> {
    this.typing(false)
    return this.#link.request(
      'chat.send',
      { to, text },
      { session: this.seat.session, id, timeoutMs: SEND_PATIENCE_MS },
    )
  }

  #request<N extends RequestName>(name: N, data: RequestInput<N>, timeoutMs = REQUEST_TIMEOUT_MS): Promise<unknown> {
    return this.#link.request(name, data, { session: this.seat.session, timeoutMs })
  }

  #end(reason: Over): void {
    if (this.#over) return
    this.#over = reason
    this.#mirror.close()
    this.#link.close()
    this.#changed()
  }
}

function reasonOf(error: DeskhandError | null): Over {
  if (error?.code === 'link.replaced') return 'replaced'
  return error?.code === 'auth.expired' ? 'expired' : 'problem'
}
