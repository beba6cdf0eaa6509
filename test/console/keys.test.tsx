// What keys do: filter, sort, help, palette, rebinding.
import { describe, expect, test } from 'vitest'
import { BINDINGS } from '../../src/console/control/bindings.ts'
import { searchRows } from '../../src/console/control/search-rows.ts'
import { openBench } from '../support/desk.ts'
import { KEY } from '../support/screen.tsx'
import { CHAT, open, pressEscape } from './opened.tsx'

describe('in the list', () => {
  test('/ filters by every word, also Korean, and ! leaves out', async () => {
    const { screen, control } = await open()
    await screen.type('/')
    await screen.type('프린터')
    expect(screen.text()).toContain('482 913 507')
    expect(screen.text()).not.toContain('730 155 284')
    expect(screen.text()).toContain('1 / 8')
    await pressEscape({ control, screen })
    await screen.type('/')
    await screen.type('jordan !ended')
    expect(screen.text()).not.toContain('615 402 938')
    expect(screen.text()).toContain('918 273 645')
    await screen.type(' zzz')
    expect(screen.text()).toContain('No session matches')
  })

  test('the cursor stays on its session when the list grows above it', async () => {
    const { control, screen } = await open()
    await screen.type('jj')
    const { list } = control.desk.state
    const line = {
      ...(list.lines[0] as (typeof list.lines)[number]),
      id: 's_new',
      number: '111222333',
      startedAt: Date.now(),
    }
    control.desk.state = { ...control.desk.state, list: { ...list, lines: [line, ...list.lines] } }
    control.ui.dispatch({ type: 'tick', now: control.ui.state.now + 60_000 })
    await screen.type('L')
    await screen.type('L')
    await screen.type('L')
    expect(screen.lines().find((row) => row.includes('▸'))).toContain('730 155 284')
  })

  test('o sorts, and 5,000 sessions are reached from end to end', async () => {
    const base = openBench().control.desk.state.list.lines[0]
    if (!base) throw new Error('the recorded journals hold sessions')
    const lines = Array.from({ length: 5000 }, (_, i) => ({
      ...base,
      id: `s_${i}`,
      number: String(100_000_000 + i),
      customers: [`Customer ${String(i).padStart(4, '0')}`],
      startedAt: base.startedAt - 86_400_000 - i,
    }))
    const { screen } = await open({ lines })
    await screen.type('G')
    expect(screen.lines().find((row) => row.includes('▸'))).toContain('100 004 999')
    await screen.type('g')
    expect(screen.lines().find((row) => row.includes('▸'))).toContain('918 273 645')
    await screen.type('oo')
    expect(screen.text()).toContain('by customer')
    expect(screen.text()).toMatch(/Ana García[\s\S]*Customer 0000[\s\S]*Customer 0001/)
  })
})

describe('help and palette', () => {
  test('[GEN-02] ? lists the keys that hold, where each thing is found, and finds them by words and by key', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.type('?')
    expect(screen.text()).toMatch(/enter +write +Chat/)
    await screen.type('invite')
    expect(screen.text()).toMatch(/▸ i +Invite +Tools/)
    for (let i = 0; i < 6; i++) await screen.type(KEY.backspace)
    await screen.type('v')
    expect(screen.text()).toMatch(/▸ v +See desktop +Desktop/)
    await pressEscape({ control, screen })
    await screen.type('L')
    await screen.type('?')
    await screen.type('invite')
    expect(screen.text()).toMatch(/▸ i +Invite +In a session/)
  })

  test(': offers the same commands in every layout and runs them', async () => {
    const offered: string[] = []
    for (const layout of ['dashboard', 'tray', 'multi'] as const) {
      const { screen, control } = await open({ layout, rows: 60 }, CHAT)
      await screen.type(':')
      const { dialog } = control.ui.state
      if (dialog?.is !== 'palette') throw new Error('the palette is open')
      const rows = searchRows(control, dialog)
      offered.push(rows.map(({ keys, help, why }) => `${keys} ${help} ${why}`).join('\n'))
      for (const { help } of rows.slice(0, 20)) expect(screen.text()).toContain(help)
      await screen.type('notes')
      await screen.type(KEY.enter)
      expect(control.ui.state.route).toMatchObject({ view: 'notes' })
    }
    expect(offered[0]).toContain('Pass control')
    expect(new Set(offered).size).toBe(1)
  })
})

describe('rebinding', () => {
  test('a key of the rep’s own replaces the built-in one, in the footer and the help too', async () => {
    const { screen, control } = await open({ keys: { 'people.invite': ['I'], 'session.start': ['N'] } }, CHAT)
    expect(screen.lines()[2]).toContain('I Invite')
    await screen.type('i')
    expect(control.ui.state.dialog).toBeNull()
    await screen.type('I')
    expect(control.ui.state.dialog).toMatchObject({ is: 'form', title: 'Invite' })
    await pressEscape({ control, screen })
    await pressEscape({ control, screen })
    await screen.see('N start a session')
  })

  test('every key can be rebound: each action has a name of its own in its place', () => {
    const seen = new Set<string>()
    for (const { id, scope } of BINDINGS) {
      expect(seen.has(`${scope} ${id}`), `${scope} ${id}`).toBe(false)
      seen.add(`${scope} ${id}`)
    }
  })

  test('no two actions of one place share a key', () => {
    expect(openBench().control.keymap.problems).toEqual([])
  })
})

test('the copy keys put the link on the clipboard', async () => {
  const { screen, done } = await open({}, CHAT)
  await screen.type('yY')
  expect(done.copied).toEqual([
    'https://help.acme.example/j/482913507',
    'npx deskhand-agent 482913507 --hub https://help.acme.example',
  ])
})

test('[CON-06] a layout the administrator has fixed cannot be changed', async () => {
  const { screen, control } = await open()
  control.ui.dispatch({ type: 'layout', layout: 'tray', isLocked: true })
  await screen.type('L')
  expect(control.ui.state.layout).toBe('tray')
  expect(screen.text()).toContain('The administrator has fixed the layout')
})
