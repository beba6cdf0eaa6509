// On every other page of a tab that is in a session: the way back.
import { spellNumber } from '../../protocol/id.ts'
import { readSeat } from './room/seat.ts'
import { say } from './text.ts'

/** Puts the notice above the page, when this tab has a place in a session. */
export function offerWayBack(): void {
  const seat = readSeat()
  const room = document.querySelector<HTMLMetaElement>('meta[name="deskhand-room"]')?.content
  if (!seat || !room) return
  const link = document.createElement('a')
  link.href = room
  link.textContent = say('room.backLink')
  const notice = document.createElement('p')
  notice.className = 'notice'
  notice.append(`${say('room.back', { number: spellNumber(seat.number) })} `, link)
  document.getElementById('main')?.prepend(notice)
}
