// Where the customer writes: to whom, the text, how much of it fits, and Send.
/** @jsxImportSource preact */
import type { TargetedKeyboardEvent, VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { MAX_CHAT_CHARACTERS } from '../../../protocol/limits.ts'
import { present } from '../../../session/state.ts'
import { say } from '../text.ts'
import { MAX_OUTBOX } from './outbox.ts'
import type { RoomProps } from './room-page.tsx'
import { plain } from './shown-text.ts'

/** The count is said to screen readers from here on only, in characters before the limit. */
const NEAR_LIMIT = 100

/** The form below the conversation. Text over the limit is kept and not sent, never cut. */
export function Composer({ room, view }: RoomProps): VNode {
  const [text, setText] = useState('')
  const [to, setTo] = useState('all')
  const form = useRef<HTMLFormElement>(null)
  const others = present(view.core).filter(({ id }) => id !== room.seat.participant)
  const count = [...text].length
  const isTooLong = count > MAX_CHAT_CHARACTERS
  const isBlocked = text.trim() === '' || isTooLong || view.outbox.length >= MAX_OUTBOX
  const target = others.some(({ id }) => id === to) ? to : 'all'
  const send = (event: Event): void => {
    event.preventDefault()
    if (isBlocked || !room.outbox.add(target, text)) return
    setText('')
    form.current?.querySelector('textarea')?.focus()
  }
  const write = (next: string): void => {
    setText(next)
    room.typing(next !== '')
  }
  return (
    <form class="composer" ref={form} onSubmit={send}>
      <div class="row">
        <label for="to">{say('say.to')}</label>
        <select id="to" value={target} onChange={(event) => setTo(event.currentTarget.value)}>
          <option value="all">{say('say.everyone')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {plain(name)}
            </option>
          ))}
        </select>
        <span
          class="count"
          data-over={isTooLong}
          role={count > MAX_CHAT_CHARACTERS - NEAR_LIMIT ? 'status' : undefined}
        >
          {count > 0 && say(isTooLong ? 'say.tooLong' : 'say.count', { count, limit: MAX_CHAT_CHARACTERS })}
        </span>
      </div>
      <div class="row">
        <textarea
          rows={2}
          value={text}
          placeholder={say('say.placeholder')}
          aria-label={say('say.message')}
          aria-invalid={isTooLong}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => sendsNow(event) && send(event)}
        />
        <button type="submit" class="primary" disabled={isBlocked}>
          {say('say.send')}
        </button>
      </div>
      <p class="hint keyboard">{say('say.hint')}</p>
    </form>
  )
}

/** Enter sends where there is a keyboard, unless it ends what an input method composes (Korean, Japanese, Chinese). */
function sendsNow(event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return false
  return !window.matchMedia('(pointer: coarse)').matches
}
