// The customer's page as a whole, by where the session stands for this tab.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { spellNumber } from '../../../protocol/id.ts'
import { say } from '../text.ts'
import { AskCard } from './ask-card.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { OverCard } from './over-card.tsx'
import { People } from './people.tsx'
import { ProgramCard } from './program-card.tsx'
import type { Room, RoomView } from './room.ts'
import { plain } from './shown-text.ts'

/** What every part of the room is given. */
export interface RoomProps {
  readonly room: Room
  readonly view: RoomView
}

/** The page. */
export function RoomPage({ room, view, home }: RoomProps & { readonly home: string }): VNode {
  if (view.stage === 'over') return <OverCard room={room} over={view.over ?? 'problem'} home={home} />
  return (
    <div class="room">
      <RoomBar room={room} view={view} />
      <LinkLine view={view} />
      {view.stage === 'here' ? <Inside room={room} view={view} /> : <Waiting room={room} view={view} />}
    </div>
  )
}

function RoomBar({ room, view }: RoomProps): VNode {
  const { number, company, rep } = room.seat
  const primary = view.core.participants.get(view.core.primary)?.name ?? rep
  const [isLeaving, setLeaving] = useState(false)
  const leave = (): void => {
    setLeaving(true)
    void room.leave()
  }
  return (
    <div class="bar">
      <div>
        <h1>{say('room.title', { number: spellNumber(number) })}</h1>
        {view.stage === 'here' && <p class="muted">{plain(say('room.by', { rep: primary, company }))}</p>}
      </div>
      <button type="button" class="leave" disabled={isLeaving} onClick={leave}>
        {say(isLeaving ? 'leaving' : 'leave')}
      </button>
    </div>
  )
}

function LinkLine({ view: { link, stage } }: { readonly view: RoomView }): VNode {
  const isAway = link.is === 'waiting' || (link.is === 'connecting' && (stage === 'here' || link.attempt > 1))
  const seconds = link.is === 'waiting' ? Math.ceil((link.retryAt - Date.now()) / 1_000) : 0
  return (
    <p class="link" role="status" hidden={!isAway}>
      {isAway && (seconds > 0 ? say('room.reconnectingIn', { seconds }) : say('room.reconnecting'))}
    </p>
  )
}

function Waiting({ room, view: { stage } }: RoomProps): VNode {
  const isWaiting = stage === 'waiting'
  return (
    <div class="centre waiting" role="status">
      <span class="spinner" aria-hidden="true" />
      <h2>{say(isWaiting ? 'room.waiting' : 'room.connecting')}</h2>
      {isWaiting && <p class="lead">{plain(say('room.waitingText', { rep: room.seat.rep }))}</p>}
    </div>
  )
}

function Inside({ room, view }: RoomProps): VNode {
  return (
    <div class="inside">
      <section class="talk" aria-label={say('room.chat')}>
        <Conversation room={room} view={view} />
        {view.ask && <AskCard key={view.ask.id} room={room} view={view} ask={view.ask} />}
        <Composer room={room} view={view} />
      </section>
      <aside>
        <People room={room} view={view} />
        {!view.ask && <ProgramCard number={room.seat.number} />}
      </aside>
    </div>
  )
}
