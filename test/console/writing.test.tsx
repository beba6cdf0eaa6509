// Writing in the console: chat, notes, forms, and what is asked before text is left behind.
import { describe, expect, test } from 'vitest'
import { KEY } from '../support/screen.tsx'
import { ACTIVE, CHAT, open, pressEscape, SEVERAL } from './opened.tsx'

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
