// Starts the customer's page: finds this tab's place in a session, opens the room and draws it after every change.
/** @jsxImportSource preact */
import { render } from 'preact'
import { hubHere } from '../place.ts'
import { say } from '../text.ts'
import { NoSeat } from './no-seat.tsx'
import { Room, type RoomView } from './room.ts'
import { RoomPage } from './room-page.tsx'
import { forgetSeat, keepSeat, readSeat, type Seat } from './seat.ts'

/** How often a wait that counts down is drawn, in milliseconds. */
const COUNT_DOWN_MS = 1_000

/** Draws the room into the page. */
export function startRoom(): void {
  const root = document.getElementById('room') as HTMLElement // the hub's own page has it
  const home = root.dataset.home ?? '/'
  const seat = readSeat()
  root.replaceChildren()
  if (seat) openRoom(root, seat, home)
  else render(<NoSeat home={home} />, root)
}

function openRoom(root: HTMLElement, seat: Seat, home: string): void {
  const title = unreadTitle(document.title)
  let isPlanned = false
  const draw = (): void => {
    isPlanned = false
    const { view } = room
    render(<RoomPage room={room} view={view} home={home} />, root)
    title(view)
    remember(seat, view)
    if (view.ask && view.stage === 'here' && document.visibilityState === 'visible') room.deliver(view.ask)
  }
  const plan = (): void => {
    if (isPlanned) return
    isPlanned = true
    queueMicrotask(draw)
  }
  const room = new Room(seat, hubHere(), plan)
  document.addEventListener('visibilitychange', plan)
  window.setInterval(() => room.view.link.is === 'waiting' && plan(), COUNT_DOWN_MS)
  plan()
}

/** Keeps what a reload of the tab must know, and forgets a session that is over for good. */
function remember(seat: Seat, { stage, over }: RoomView): void {
  if (over && over !== 'replaced') forgetSeat()
  else if (stage === 'here' && seat.state === 'knocking') keepSeat({ ...seat, state: 'present' })
}

/** The title, with the number of messages that arrived while the tab was not looked at. */
function unreadTitle(plain: string): (view: RoomView) => void {
  let seen = 0
  return ({ entries, ask }) => {
    const said = entries.filter((entry) => entry.is === 'said' && !entry.own)
    if (document.visibilityState === 'visible') seen = said.at(-1)?.seq ?? seen
    const unread = said.filter((entry) => entry.seq > seen).length
    const marks = [...(unread > 0 ? [`(${unread})`] : []), ...(ask ? [`${say('room.asked')} ·`] : [])]
    document.title = [...marks, plain].join(' ')
  }
}
