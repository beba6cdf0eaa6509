// What the room's page says in a tab that has joined no session.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { say } from '../text.ts'

/** The way back to the number. */
export function NoSeat({ home }: { readonly home: string }): VNode {
  return (
    <div class="narrow centre">
      <h1>{say('room.none')}</h1>
      <p class="lead">{say('room.noneText')}</p>
      <a class="button primary" href={home}>
        {say('over.again')}
      </a>
    </div>
  )
}
