// What keys do: filter, sort, help, palette, rebinding, writing, and what is asked before text is left behind.
import { describe, expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import { BINDINGS } from '../../src/console/control/bindings.ts'
import { openSession } from '../../src/console/control/navigate.ts'
import { searchRows } from '../../src/console/control/search-rows.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { type Bench, type DeskOptions, openBench } from '../support/desk.ts'
import { KEY, mountScreen, type Screen } from '../support/screen.tsx'
import { until } from '../support/wait.ts'

const ACTIVE = 's_active0000000001'
const SEVERAL = 's_several000000002'

type Opened = Bench & { readonly screen: Screen }

async function open(
  options: DeskOptions = {},
  at?: { readonly session: string; readonly view: string },
): Promise<Opened> {
  const { columns = 100, rows = 30 } = options
  const bench = openBench({ ...options, columns, rows })
  if (at) openSession(bench.control, at.session, at.view)
  const screen = await mountScreen(<App control={bench.control} theme={makeTheme('true')} />, columns, rows)
  return { ...bench, screen }
}

/** Presses escape; a lone escape byte is only taken once nothing follows it for a moment. */
async function pressEscape({ control, screen }: Pick<Opened, 'control' | 'screen'>): Promise<void> {
  const before = control.ui.state
  await screen.type(KEY.esc)
  await until('escape to be taken', () => control.ui.state !== before)
  await screen.type('')
}

const CHAT = { session: ACTIVE, view: 'chat' }

describe('in the list', () => {
  test('/ filters by every word, also Korean, and ! leaves out', async () => {
    const { screen, control } = await open()
    await screen.type('/')
    await screen.type('프린터')
    expect(screen.text()).toContain('482 913 507')
    expect(screen.text()).not.toContain('730 155 284')
    expect(screen.text()).toContain('1 / 6')
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

  test('[CON-13] : offers the same commands in every layout and runs them', async () => {
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

describe('writing', () => {
  test('letters are commands until the field has the keys, and text from then on, the cursor where it is composed', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.type(KEY.enter)
    await screen.type('안녕하세요 👩‍💻')
    const y = screen.lines().findIndex((line) => line.includes('To everyone › 안녕하세요 👩‍💻'))
    expect(screen.cursor()).toEqual([14 + 10 + 1 + 2, y])
    expect(screen.isCursorShown()).toBe(true)
    await pressEscape({ control, screen })
    await screen.type('n')
    expect(screen.lines()[2]).toMatch(/c Chat ✎.*▸n Notes/)
  })

  test('keys work while Korean is being typed', async () => {
    const { screen, control } = await open({ language: 'ko' }, CHAT)
    await screen.type('ㅜ')
    expect(control.ui.state.route).toMatchObject({ view: 'notes' })
  })

  test('pasted text goes into the field as text, never into commands', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.paste('qqq')
    expect(control.ui.state.isEnding).toBe(false)
    await screen.type(KEY.enter)
    await screen.paste('two\nlines \x1b[2J')
    expect(control.ui.state.panes.get(`${ACTIVE} chat`)?.edit.text).toContain('two\nlines')
    expect(screen.text()).toContain('lines ␛[2J')
  })

  test('the counter shows how many characters are too many, and Enter does not send them', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.type(KEY.enter)
    await screen.paste('가'.repeat(1001))
    expect(screen.text()).toContain('1001/1000, 1 too many')
    await screen.type(KEY.enter)
    expect(control.desk.state.unanswered).toBe(0)
    expect(control.ui.state.panes.get(`${ACTIVE} chat`)?.edit.text).toHaveLength(1001)
    await screen.type(KEY.backspace)
    await screen.type(KEY.enter)
    expect(control.desk.state.unanswered).toBe(1)
  })

  test('tab chooses who gets the message', async () => {
    const { screen } = await open({}, { session: SEVERAL, view: 'chat' })
    await screen.type(KEY.enter)
    await screen.type(KEY.tab)
    expect(screen.text()).toContain('To Ana García ›')
    await screen.type(KEY.tab)
    expect(screen.text()).toContain('To 田中 太郎 ›')
    await screen.type(KEY.tab)
    expect(screen.text()).toContain('To everyone ›')
  })
})

describe('text that was not sent', () => {
  test('leaving the session asks first: stay keeps everything as it is', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.type(KEY.enter)
    await screen.type('half a sentence')
    await pressEscape({ control, screen })
    await pressEscape({ control, screen })
    expect(screen.text()).toContain('Something was not sent')
    expect(screen.text()).toContain('half a sentence')
    await screen.type(KEY.enter)
    expect(control.ui.state.route).toMatchObject({ at: 'session' })
    await pressEscape({ control, screen })
    await screen.type(KEY.tab)
    await screen.type(KEY.enter)
    expect(control.ui.state.route).toEqual({ at: 'list' })
    expect(control.ui.state.panes.get(`${ACTIVE} chat`)?.edit.text).toBe('half a sentence')
  })

  test('quitting asks too, and dropping the text lets the console end', async () => {
    const { screen, done } = await open({}, CHAT)
    await screen.type(KEY.enter)
    await screen.type('x')
    await screen.type('\x03')
    expect(done.ended).toEqual([])
    expect(screen.text()).toContain('Something was not sent')
    await screen.type(KEY.tab)
    await screen.type(KEY.enter)
    expect(done.ended).toEqual([0])
  })
})

describe('forms', () => {
  test('[SES-14] the start form offers types, tracking codes, password, approval and an invitation', async () => {
    const tracking = [
      { name: 'product', required: true, values: ['printer', 'network'] },
      { name: 'ticket', required: false, values: [] },
    ]
    const settings = { 'session.tracking': tracking, 'session.types': ['outbound'] }
    const { screen } = await open({ desk: { settings } })
    await screen.type('s')
    const text = screen.text()
    for (const part of ['Topic', 'Type', 'outbound', 'product *', 'printer', 'ticket', 'Password', 'Approve each one'])
      expect(text).toContain(part)
    await screen.type(`Printer${KEY.tab}${KEY.tab}`)
    await screen.type(KEY.right)
    expect(screen.text()).toContain('‹ network ›')
    await screen.type(KEY.tab + KEY.tab)
    await screen.type('secret')
    expect(screen.text()).not.toContain('secret')
    expect(screen.text()).toContain('••••••')
  })

  test('[INV-05] [INV-07] the invite form asks whom first, then how, and says why one’s own mail program is better', async () => {
    const { screen } = await open({}, CHAT)
    await screen.type('i')
    expect(screen.text()).toMatch(/▸ Whom.*‹ a support representative ›[\s\S]*How[\s\S]*Email/)
    await screen.type(KEY.left)
    expect(screen.text()).toContain('‹ a customer ›')
    await screen.type(KEY.tab)
    expect(screen.text()).toContain('Mail from your own program is not taken for spam and arrives sooner.')
    await screen.type(KEY.right.repeat(3))
    await screen.type(KEY.enter)
    expect(screen.text()).toContain('An email from the hub needs an address')
  })

  test('[SES-20] ending asks to confirm, with going back as the chosen answer', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.type('e')
    expect(screen.text()).toContain('▸[Go back]  ! End it')
    await screen.type(KEY.enter)
    expect(control.desk.state.unanswered).toBe(0)
    expect(control.ui.state.dialog).toBeNull()
  })

  test('[NOT-02] after the confirmation the notes are there to be reviewed and edited before anything ends', async () => {
    const { screen, control } = await open({}, CHAT)
    await screen.type('e')
    await screen.type(KEY.tab + KEY.enter)
    expect(screen.text()).toContain('Look over the notes before the session ends.')
    expect(screen.text()).toContain('cupsd at 97 % CPU')
    expect(control.desk.state.unanswered).toBe(0)
    await screen.type('Solved.')
    await screen.type('\x13')
    expect(control.desk.state.unanswered).toBe(1)
  })
})

describe('notes', () => {
  test('[NOT-01] are written in the pane or in the rep’s own editor, and are marked until they are saved', async () => {
    const { screen, control, done } = await open({}, { session: ACTIVE, view: 'notes' })
    await screen.type(KEY.enter)
    await screen.type('More.')
    expect(screen.text()).toContain('✎ not saved')
    await pressEscape({ control, screen })
    done.edit = (text) => `${text}From the editor.`
    await screen.type('E')
    await screen.see('From the editor.')
  })

  test('a newer version of someone else is never overwritten: both texts are put together', async () => {
    const { screen, control } = await open({}, { session: ACTIVE, view: 'notes' })
    await screen.type(KEY.enter)
    await screen.type('Mine.')
    const session = control.desk.state.sessions.get(ACTIVE)
    if (!session) throw new Error('it is recorded')
    const notes = { text: 'Theirs.', version: 2, savedAt: 1_795_137_000_000, savedBy: '박서연' }
    const changed = { ...session, state: { ...session.state, notes } }
    control.desk.state = { ...control.desk.state, sessions: new Map(control.desk.state.sessions).set(ACTIVE, changed) }
    await screen.type('\x13')
    const text = control.ui.state.panes.get(`${ACTIVE} notes`)?.edit.text ?? ''
    expect(text).toContain('Mine.')
    expect(text).toContain('Theirs.')
    expect(text).toContain('박서연, version 2')
    expect(control.desk.state.unanswered).toBe(0)
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

test('[SYS-06] [SYS-08] system information is saved as text with all categories, whatever is on the screen', async () => {
  const { screen, done } = await open({}, { session: ACTIVE, view: 'sysinfo' })
  await screen.type('jjj')
  await screen.type('w')
  await screen.see('Saved as')
  const { name, text } = done.saved[0] ?? { name: '', text: '' }
  expect(name).toBe('system-482913507.txt')
  for (const part of [
    'Operating system',
    'Debian GNU/Linux',
    'Processor',
    'Memory',
    'Disks',
    'Network',
    'Processes',
    'cupsd',
    'Software',
    'Services',
    'Devices',
    'HP LaserJet',
    'Environment',
    '••••',
  ])
    expect(text).toContain(part)
})
