// Every key of the console as data: its own, those of lists and dialogs, and those of the panes.
import { ALL_VIEWS } from '../../features/views.ts'
import { type Binding, type Keymap, type KeyOverrides, makeKeymap } from '../../terminal/keys/keymap.ts'
import { DIALOG_KEYS } from '../../terminal/widgets/dialog.tsx'
import { LIST_KEYS } from '../../terminal/widgets/list-state.ts'

/** Tabs and sessions that have a number key. */
export const NUMBERED = 9

const FRAME = [
  { id: 'help.open', chords: ['?'], scope: 'global', help: 'console.key.help', isQuiet: true },
  { id: 'palette.open', chords: [':'], scope: 'global', help: 'console.key.palette' },
  { id: 'notice.ok', chords: ['space'], scope: 'global', help: 'console.key.ok', isQuiet: true },
  { id: 'notice.list', chords: ['!'], scope: 'global', help: 'console.key.notices', isQuiet: true },
  { id: 'layout.next', chords: ['L'], scope: 'global', help: 'console.key.layout', isQuiet: true },
  { id: 'console.quit', chords: ['q'], scope: 'global', help: 'console.key.quit' },
  { id: 'console.interrupt', chords: ['ctrl+c'], scope: 'always', help: 'console.key.quit', isQuiet: true },
  { id: 'sessions.open', chords: ['enter'], scope: 'sessions', help: 'console.key.open' },
  { id: 'session.start', chords: ['s'], scope: 'sessions', help: 'console.key.start' },
  { id: 'session.assist', chords: ['a'], scope: 'sessions', help: 'console.key.assist' },
  { id: 'sessions.filter', chords: ['/'], scope: 'sessions', help: 'console.key.filter' },
  { id: 'sessions.sort', chords: ['o'], scope: 'sessions', help: 'console.key.sort' },
  { id: 'sessions.everyone', chords: ['E'], scope: 'sessions', help: 'console.key.everyone', isQuiet: true },
  { id: 'sessions.thumbnails', chords: ['t'], scope: 'sessions', help: 'console.key.thumbnails', isQuiet: true },
  { id: 'sessions.refresh', chords: ['r'], scope: 'sessions', help: 'console.key.refresh', isQuiet: true },
  { id: 'sessions.clear', chords: ['esc'], scope: 'sessions', help: 'console.key.clearFilter', isQuiet: true },
  { id: 'filter.done', chords: ['enter', 'down'], scope: 'filter', help: 'console.key.filterDone' },
  { id: 'filter.clear', chords: ['esc'], scope: 'filter', help: 'console.key.clearFilter' },
  { id: 'session.back', chords: ['esc', 'backspace'], scope: 'session', help: 'console.key.back' },
  { id: 'pane.next', chords: ['tab'], scope: 'session', help: 'console.key.nextPane', isQuiet: true },
  { id: 'pane.previous', chords: ['shift+tab'], scope: 'session', help: 'console.key.previousPane', isQuiet: true },
  { id: 'session.next', chords: [']'], scope: 'session', help: 'console.key.nextSession', isQuiet: true },
  { id: 'session.previous', chords: ['['], scope: 'session', help: 'console.key.previousSession', isQuiet: true },
  { id: 'typing.stop', chords: ['esc'], scope: 'typing', help: 'console.key.stopTyping' },
  { id: 'typing.ok', chords: ['ctrl+o'], scope: 'typing', help: 'console.key.ok', isQuiet: true },
  { id: 'form.next', chords: ['tab', 'down'], scope: 'form', help: 'console.key.nextField' },
  { id: 'form.previous', chords: ['shift+tab', 'up'], scope: 'form', help: 'console.key.previousField', isQuiet: true },
  { id: 'form.submit', chords: ['enter'], scope: 'form', help: 'console.key.submit' },
  { id: 'form.cancel', chords: ['esc'], scope: 'form', help: 'console.key.cancel' },
  { id: 'form.more', chords: ['right', 'space'], scope: 'form.choice', help: 'console.key.change' },
  { id: 'form.less', chords: ['left'], scope: 'form.choice', help: 'console.key.change', isQuiet: true },
  { id: 'choose.accept', chords: ['enter'], scope: 'choose', help: 'console.key.choose' },
  { id: 'choose.cancel', chords: ['esc'], scope: 'choose', help: 'console.key.cancel' },
  { id: 'page.copy', chords: ['y', 'c'], scope: 'page', help: 'console.key.copy' },
  { id: 'page.down', chords: ['j', 'down'], scope: 'page', help: 'console.key.down', isQuiet: true },
  { id: 'page.up', chords: ['k', 'up'], scope: 'page', help: 'console.key.up', isQuiet: true },
  { id: 'page.close', chords: ['esc', 'enter', 'q'], scope: 'page', help: 'console.key.close' },
  { id: 'review.accept', chords: ['ctrl+s'], scope: 'review', help: 'console.key.endWith' },
  { id: 'review.line', chords: ['enter'], scope: 'review', help: 'console.key.line', isQuiet: true },
  { id: 'review.cancel', chords: ['esc'], scope: 'review', help: 'console.key.cancel' },
  { id: 'search.down', chords: ['down', 'ctrl+n', 'tab'], scope: 'search', help: 'console.key.down' },
  { id: 'search.up', chords: ['up', 'ctrl+p', 'shift+tab'], scope: 'search', help: 'console.key.up', isQuiet: true },
  { id: 'search.pageDown', chords: ['pagedown'], scope: 'search', help: 'console.key.pageDown', isQuiet: true },
  { id: 'search.pageUp', chords: ['pageup'], scope: 'search', help: 'console.key.pageUp', isQuiet: true },
  { id: 'search.accept', chords: ['enter'], scope: 'search', help: 'console.key.run' },
  { id: 'search.cancel', chords: ['esc'], scope: 'search', help: 'console.key.close' },
] as const satisfies readonly Binding[]

/** What a key of the console itself does, by name; the number keys apart. */
export type FrameKey = (typeof FRAME)[number]['id']

/** The name of the action that shows a pane. */
export function viewActionId(view: string): string {
  return `view.${view}`
}

const NUMBERS: readonly Binding[] = Array.from({ length: NUMBERED }, (_, i) => ({
  id: `tab.${i + 1}`,
  chords: [String(i + 1)],
  scope: 'session',
  help: 'console.key.tab',
  isQuiet: true,
}))

const PANE_KEYS: readonly Binding[] = ALL_VIEWS.flatMap((view) => [
  ...view.keys,
  { id: viewActionId(view.id), chords: view.opens, scope: 'session', help: view.title, isQuiet: true },
  ...view.actions.map(({ id, chords, help }) => ({ id, chords, help, scope: 'session', isQuiet: true })),
])

/** All bindings, before the rep's own. */
export const BINDINGS: readonly Binding[] = [...PANE_KEYS, ...LIST_KEYS, ...DIALOG_KEYS, ...NUMBERS, ...FRAME]

/** The keymap with the rep's own keys in force. */
export function consoleKeymap(overrides: KeyOverrides = {}): Keymap {
  return makeKeymap(BINDINGS, overrides)
}
