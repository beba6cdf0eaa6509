// What the help and the palette list: keys by action, by description and by key, with where each is found in this layout.

import { ALL_VIEWS } from '../../features/views.ts'
import { searchKeys } from '../../terminal/keys/key-help.ts'
import type { DialogState } from '../ui/dialog-state.ts'
import { viewActionId } from './bindings.ts'
import type { Control } from './control.ts'
import { labelOf, sessionEntries } from './entries.ts'
import { scopesOf } from './press-scopes.ts'

/** One row. */
export interface SearchRow {
  readonly id: string
  readonly keys: string
  readonly help: string
  /** Where it is found, in words. */
  readonly where: string
  /** Why it cannot be done now, or null. */
  readonly why: string | null
  readonly canRun: boolean
}

type Search = Extract<DialogState, { readonly is: 'help' | 'palette' }>

/** The rows of the help: every binding there is; of the palette: what can be started here. */
export function searchRows(control: Control, dialog: Search): readonly SearchRow[] {
  const scopes = scopesOf(control, null)
  const entries = new Map(sessionEntries(control).map((entry) => [entry.id, entry]))
  const found = searchKeys(control.keymap, dialog.query.text, control.t)
  const seen = new Set<string>()
  const rows = found.flatMap(({ id, scope, keys, help }) => {
    const isHere = scopes.includes(scope)
    const entry = entries.get(id)
    const isAction = id.startsWith('view.') || ALL_VIEWS.some((view) => view.actions.some((one) => one.id === id))
    if (seen.has(id) || (isAction && isHere && !entry)) return []
    if (dialog.is === 'palette' && (!isHere || !isStartable(id, scope))) return []
    seen.add(id)
    return [{ id, keys, help, where: whereOf(control, id, scope), why: entry?.why ?? null, canRun: isHere }]
  })
  // without a search, what holds here comes before what holds elsewhere
  return dialog.query.text === '' ? oneNumberRow(rows.toSorted((a, b) => Number(b.canRun) - Number(a.canRun))) : rows
}

/** The number keys do the same, each for its number: one row stands for all. */
function oneNumberRow(rows: readonly SearchRow[]): readonly SearchRow[] {
  const numbers = rows.filter(({ id }) => id.startsWith('tab.'))
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (!first || !last || first === last) return rows
  const one = { ...first, keys: `${first.keys} … ${last.keys}` }
  return rows.flatMap((row) => (row === first ? [one] : numbers.includes(row) ? [] : [row]))
}

/** What a palette offers: things done, not movements within a list. */
function isStartable(id: string, scope: string): boolean {
  return scope !== 'list' && !id.startsWith('tab.') && id !== 'palette.open' && id !== 'console.interrupt'
}

/** Where a feature is found in the layout in force (GEN-02). */
function whereOf(control: Control, id: string, scope: string): string {
  const { t, ui } = control
  const view = ALL_VIEWS.find(
    (one) =>
      viewActionId(one.id) === id ||
      one.id === scope ||
      `${one.id}.typing` === scope ||
      one.actions.some((action) => action.id === id),
  )
  if (!view) return labelOf(control, scopeName(scope))
  const action = view.actions.find((one) => one.id === id)
  const tab = action?.tab ?? view.tab
  const isAnywhere = action !== undefined || viewActionId(view.id) === id
  if (scope.endsWith('.typing')) return `${t(view.title)} · ${t('console.where.typing')}`
  if (!isAnywhere) return t(view.title)
  return ui.state.layout === 'dashboard' ? t(`console.tab.${tab}`) : t('console.where.session')
}

function scopeName(scope: string): Parameters<Control['t']>[0] {
  const names = {
    sessions: 'console.where.list',
    filter: 'console.where.list',
    list: 'console.where.lists',
    session: 'console.where.session',
    typing: 'console.where.typing',
    global: 'console.where.everywhere',
    always: 'console.where.everywhere',
  } as const
  return Object.hasOwn(names, scope) ? names[scope as keyof typeof names] : 'console.where.dialogs'
}
