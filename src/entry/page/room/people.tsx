// Who is in the session now.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { type Participant, present } from '../../../session/state.ts'
import { say } from '../text.ts'
import type { RoomProps } from './room-page.tsx'
import { plain } from './shown-text.ts'

/** The list of people, reps first. */
export function People({ room, view }: RoomProps): VNode {
  const people = [...present(view.core)].sort((a, b) => rank(a) - rank(b))
  return (
    <section class="people">
      <h2>{say('room.people')}</h2>
      <ul>
        {people.map((one) => (
          <Person
            key={one.id}
            one={one}
            isMe={one.id === room.seat.participant}
            isAway={!isConnected(view.connected, one)}
          />
        ))}
      </ul>
    </section>
  )
}

type PersonProps = { readonly one: Participant; readonly isMe: boolean; readonly isAway: boolean }

function Person({ one, isMe, isAway }: PersonProps): VNode {
  return (
    <li data-role={one.role} data-away={isAway && !isMe}>
      <span class="dot" aria-hidden="true" />
      <span class="who">
        <bdi>{plain(one.name)}</bdi>
        {isMe && ` (${say('you')})`}
        <small>
          {say(`role.${one.role}`)}
          {isAway && !isMe && ` · ${say('away')}`}
        </small>
      </span>
    </li>
  )
}

function rank({ role }: Participant): number {
  return { primary: 0, assistant: 1, customer: 2 }[role]
}

/** Before the hub has told who is connected, everybody counts as such. */
function isConnected(connected: readonly string[], { id }: Participant): boolean {
  return connected.length === 0 || connected.includes(id)
}
