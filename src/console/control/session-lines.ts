// The list of sessions as it is shown: filtered, sorted, and the line the cursor is on.
import type { SessionLine } from '../../features/lifecycle/protocol.ts'
import type { ListState } from '../../terminal/widgets/list-state.ts'
import type { DeskList, DeskSession } from '../desk/desk-state.ts'
import type { ListUi, Sort } from '../ui/ui-state.ts'
import type { Control } from './control.ts'

const STATE_ORDER: Readonly<Record<string, number>> = { active: 0, waiting: 1, ended: 2 }

const COMPARE: { readonly [S in Sort]: ((a: SessionLine, b: SessionLine) => number) | null } = {
  newest: null,
  state: (a, b) => (STATE_ORDER[a.state] ?? 3) - (STATE_ORDER[b.state] ?? 3),
  customer: (a, b) => (a.customers[0] ?? '\uffff').localeCompare(b.customers[0] ?? '\uffff'),
  topic: (a, b) => a.topic.localeCompare(b.topic),
}

interface Remembered {
  readonly lines: readonly SessionLine[]
  readonly filter: string
  readonly sort: Sort
  readonly shown: readonly SessionLine[]
}
let remembered: Remembered | null = null

/** The lines as shown; the last answer is remembered, because every frame asks. */
export function shownLines(list: DeskList, { filter, sort }: Pick<ListUi, 'filter' | 'sort'>): readonly SessionLine[] {
  const { lines } = list
  const known = remembered
  if (known && known.lines === lines && known.filter === filter.text && known.sort === sort) return known.shown
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const kept = words.length === 0 ? lines : lines.filter((line) => matches(line, words))
  const compare = COMPARE[sort]
  const shown = compare ? kept.toSorted(compare) : kept
  remembered = { lines, filter: filter.text, sort, shown }
  return shown
}

/** Every word must be found; one that starts with `!` must not. */
function matches(line: SessionLine, words: readonly string[]): boolean {
  const text =
    `${line.number} ${line.topic} ${line.customers.join(' ')} ${line.primary.name} ${line.state}`.toLocaleLowerCase()
  return words.every((word) =>
    word.length > 1 && word.startsWith('!') ? !text.includes(word.slice(1)) : text.includes(word),
  )
}

/** The cursor's place among the shown lines: on the session it was on, wherever that is now. */
export function placeOf(shown: readonly SessionLine[], { place, session }: ListUi): ListState {
  if (session === null || shown[place.cursor]?.id === session) return place
  const at = shown.findIndex((line) => line.id === session)
  return at < 0 ? place : { cursor: at, top: Math.max(0, place.top + at - place.cursor) }
}

/** The line the cursor is on. */
export function chosenLine({ desk, ui }: Control): SessionLine | undefined {
  const shown = shownLines(desk.state.list, ui.state.list)
  return shown[Math.min(placeOf(shown, ui.state.list).cursor, shown.length - 1)]
}

/** The followed session the cursor is on, when it is followed. */
export function chosenSession(control: Control): DeskSession | null {
  const line = chosenLine(control)
  return (line && control.desk.state.sessions.get(line.id)) ?? null
}
