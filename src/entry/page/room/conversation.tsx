// The conversation: messages and what happened, then what is not sent yet and who is writing.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { clock, kindName, say, sayError } from '../text.ts'
import type { Unsent } from './outbox.ts'
import type { Room, RoomView } from './room.ts'
import type { RoomProps } from './room-page.tsx'
import { plain, plainLines } from './shown-text.ts'
import type { Entry } from './timeline.ts'

/** How near its end a reader must be for the list to follow what is new, in pixels. */
const NEAR_PX = 120

/** The list, kept at its end unless the reader has gone back. */
export function Conversation({ room, view }: RoomProps): VNode {
  const list = useRef<HTMLDivElement>(null)
  const wasNear = useRef(true)
  const onScroll = (): void => {
    const { current } = list
    if (current) wasNear.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR_PX
  }
  const last = view.entries.at(-1)
  const isMine = view.outbox.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls after what is new was drawn
  useLayoutEffect(() => {
    if (list.current && (wasNear.current || isMine)) list.current.scrollTop = list.current.scrollHeight
  }, [last, view.outbox, view.typing.length > 0, view.ask])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <div class="conversation" ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label={say('room.chat')}>
      {view.entries.length === 0 && !isMine && <p class="empty muted">{say('room.empty')}</p>}
      {view.entries.map((entry) => (
        <EntryLine key={entry.seq} entry={entry} />
      ))}
      {view.outbox.map((unsent) => (
        <UnsentLine key={`unsent-${unsent.id}`} room={room} unsent={unsent} />
      ))}
      <p class="typing muted">{whoTypes(view)}</p>
    </div>
  )
}

function EntryLine({ entry }: { readonly entry: Entry }): VNode {
  return entry.is === 'said' ? <Message entry={entry} /> : <News entry={entry} />
}

/** What happened. Another customer reading along is more than news: it is said so that nobody overlooks it (INV-04). */
function News({ entry }: { readonly entry: Exclude<Entry, Said> }): VNode {
  const isWarning = entry.is === 'came' && entry.role === 'customer'
  return (
    <p class="news" data-warning={isWarning}>
      {news(entry)}
    </p>
  )
}

type Said = Extract<Entry, { is: 'said' }>

function Message({ entry }: { readonly entry: Said }): VNode {
  const { own, onlyTo } = entry
  const aside = onlyTo === 'me' ? say('said.onlyYou') : onlyTo && plain(say('said.toOne', { name: onlyTo }))
  return (
    <article class="message" data-own={own}>
      <header>
        <bdi>{own ? say('said.you') : plain(entry.from)}</bdi>
        {aside && <em>{aside}</em>}
        <time dateTime={new Date(entry.at).toISOString()}>{clock(entry.at)}</time>
      </header>
      <p dir="auto">{plainLines(entry.text)}</p>
    </article>
  )
}

function news(entry: Exclude<Entry, Said>): string {
  switch (entry.is) {
    case 'came':
      return plain(say(entry.role === 'customer' ? 'news.customer' : 'news.rep', { name: entry.name }))
    case 'left':
      return plain(say('news.left', { name: entry.name }))
    case 'passed':
      return plain(say('news.passed', { from: entry.from, to: entry.to }))
    case 'closed':
      return say(`news.${entry.how}`, { kind: kindName(entry.kind) })
    default:
      return entry satisfies never
  }
}

function UnsentLine({ room, unsent }: { readonly room: Room; readonly unsent: Unsent }): VNode {
  const { error, text } = unsent
  return (
    <article class="message" data-own="true" data-unsent={error ? 'failed' : 'sending'}>
      <header>
        <bdi>{say('said.you')}</bdi>
        <em>{error ? say('say.unsent', { problem: sayError(error) }) : say('say.sending')}</em>
      </header>
      <p dir="auto">{plainLines(text)}</p>
      {error && (
        <div class="row">
          <button type="button" onClick={() => room.outbox.again(unsent)}>
            {say('say.again')}
          </button>
          <button type="button" onClick={() => room.outbox.drop(unsent)}>
            {say('say.drop')}
          </button>
        </div>
      )}
    </article>
  )
}

function whoTypes({ typing, core }: RoomView): string {
  const [first] = typing
  if (first === undefined) return ''
  if (typing.length > 1) return say('typing.more')
  return plain(say('typing.one', { name: core.participants.get(first)?.name ?? '' }))
}
