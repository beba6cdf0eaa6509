// What a rep asks for that this page cannot do: said plainly, with the way to allow it elsewhere and the way to refuse.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { Ask } from '../../../session/state.ts'
import { kindName, say } from '../text.ts'
import { ProgramLine } from './program-card.tsx'
import type { RoomProps } from './room-page.tsx'
import { plain } from './shown-text.ts'

/** The card of one ask. It answers nothing by itself. */
export function AskCard({ room, view, ask }: RoomProps & { readonly ask: Ask }): VNode {
  const [isRefusing, setRefusing] = useState(false)
  const refuse = async (): Promise<void> => {
    setRefusing(true)
    // When the hub does not take it, the ask is still there or closed already; either way the page shows which.
    await room.refuse(ask).catch(() => setRefusing(false))
  }
  const name = plain(view.core.participants.get(ask.by)?.name ?? room.seat.rep)
  return (
    <section class="ask" role="alert">
      <p>{say('ask.title', { name })}</p>
      <h2>{kindName(ask.kind)}</h2>
      <p>{say('ask.cannot')}</p>
      <ProgramLine number={room.seat.number} />
      <button type="button" disabled={isRefusing} onClick={refuse}>
        {say(isRefusing ? 'ask.refusing' : 'ask.refuse')}
      </button>
    </section>
  )
}
