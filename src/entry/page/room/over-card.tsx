// The end of a session for this tab: why, and the way on.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { say, type TextKey } from '../text.ts'
import type { Over, Room } from './room.ts'

/** The card that takes the room's place. */
export function OverCard({
  room,
  over,
  home,
}: {
  readonly room: Room
  readonly over: Over
  readonly home: string
}): VNode {
  const title: TextKey = `over.${over}`
  const detail: TextKey | null = over === 'turned-away' ? 'over.turnedText' : over === 'replaced' ? null : 'over.text'
  return (
    <div class="narrow centre" role="status">
      <h1>{say(title)}</h1>
      {detail && <p class="lead">{say(detail)}</p>}
      {over === 'replaced' ? (
        <button type="button" class="primary" onClick={() => room.takeBack()}>
          {say('over.here')}
        </button>
      ) : (
        <a class="button" href={home}>
          {say('over.again')}
        </a>
      )}
    </div>
  )
}
