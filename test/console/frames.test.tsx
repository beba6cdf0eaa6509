// The console's frames as text, at the sizes a terminal has, in both languages and all three layouts.
import { describe, expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import { openSession } from '../../src/console/control/navigate.ts'
import type { Layout } from '../../src/console/ui/ui-state.ts'
import { chatMessages, emptyChat } from '../../src/features/chat/state.ts'
import { ALL_VIEWS } from '../../src/features/views.ts'
import { cells } from '../../src/terminal/text/cells.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { type DeskOptions, openBench } from '../support/desk.ts'
import { mountScreen, type Screen } from '../support/screen.tsx'
import { until } from '../support/wait.ts'

const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const
const ACTIVE = 's_active0000000001'
const SEVERAL = 's_several000000002'

/** The console at a size, on the list or on a pane of a session. */
async function look(options: DeskOptions, at?: { readonly session: string; readonly view: string }): Promise<Screen> {
  const { columns = 120, rows = 40 } = options
  const { control } = openBench({ ...options, columns, rows })
  if (at) openSession(control, at.session, at.view)
  return mountScreen(<App control={control} theme={makeTheme('true')} />, columns, rows)
}

describe.each(SIZES)('at %i×%i', (columns, rows) => {
  const size = { columns, rows }

  test('the list shows every session with its state in words, number, customer and topic', async () => {
    const screen = await look(size)
    const text = screen.text()
    for (const part of ['482 913 507', '김민지', '프린터가', '730 155 284', 'Ana García', '◆ at the door', '■ ended'])
      expect(text).toContain(part)
    expect(screen.lines().at(-1)).toContain('s start a session')
    expect(screen.lines().at(-1)).toContain('? more')
  })

  test.each(ALL_VIEWS.map((view) => view.id))(
    'the pane %s keeps to the screen in every layout and language',
    async (view) => {
      for (const layout of ['dashboard', 'multi', 'tray'] as const)
        for (const language of ['en', 'ko'] as const) {
          const screen = await look({ ...size, layout, language }, { session: SEVERAL, view })
          for (const line of screen.lines()) expect(cells(line)).toBeLessThanOrEqual(columns)
          expect(screen.lines()).toHaveLength(rows)
          expect(screen.text()).not.toMatch(/panes\.|console\.|undefined|\[object/)
          await screen.close()
        }
    },
  )

  test('[CON-05] session and customer are in sight in every layout, and each offers the common tasks', async () => {
    for (const layout of ['dashboard', 'multi', 'tray'] as const) {
      const screen = await look({ ...size, layout }, { session: ACTIVE, view: 'chat' })
      const text = screen.text()
      for (const part of ['482 913 507', 'Active', '김민지', '● here', 'minji-laptop', 'See the desktop'])
        expect(text, `${layout} ${part}`).toContain(part)
      for (const task of ['c Chat', 'n Notes', 's System']) expect(text, `${layout} ${task}`).toContain(task)
    }
  })
})

test('[CON-02] [GEN-01] the dashboard has tabs, each with its entries; a tab without any and an entry that is not allowed are not shown', async () => {
  const screen = await look({}, { session: ACTIVE, view: 'chat' })
  expect(screen.lines()[1]?.trim()).toBe('[Tools] Desktop  Application  Session')
  expect(screen.lines()[2]).toMatch(/c Chat.*n Notes.*i Invite.*y Copy link.*│.*s System.*m Permissions/)
  await screen.type('2')
  expect(screen.lines()[1]).toContain('[Desktop]')
  expect(screen.lines()[2]).toMatch(/d Desktop.*v See.*V Control.*h Show mine.*H Give control.*x Stop/)
  await screen.type('4')
  expect(screen.lines()[2]).toMatch(/p People.*P Sharing.*\(t Pass control\).*, Picture.*e End session/)
  const limited = await look({ desk: { can: new Set(['chat.send', 'note.save']) } }, { session: ACTIVE, view: 'chat' })
  expect(limited.text()).not.toMatch(/i Invite|v See|V Control|u See|Give control|End session/)
})

test('[CON-16] a rep puts the dashboard’s tabs in an own order; tabs that are not named follow', async () => {
  const screen = await look({ tabs: ['session', 'desktop'] }, { session: ACTIVE, view: 'chat' })
  expect(screen.lines()[1]?.trim()).toBe('Session  Desktop [Tools] Application')
  await screen.type('1')
  expect(screen.lines()[1]).toContain('[Session]')
})

test('[INV-15] the invitation opens from every layout', async () => {
  for (const layout of ['dashboard', 'multi', 'tray'] as const) {
    const screen = await look({ layout }, { session: ACTIVE, view: 'chat' })
    await screen.type('i')
    await until(`the invitation in ${layout}`, () => screen.text().includes('Invite'))
    expect(screen.text()).toMatch(/Customer|customer/)
  }
})

test('[SES-17] what needs a customer is in brackets before one has joined, and says why when it is tried', async () => {
  const screen = await look({}, { session: 's_waiting00000005', view: 'desktop' })
  expect(screen.lines()[2]).toContain('(v See)')
  await screen.type('v')
  expect(screen.text()).toContain('See desktop: No customer has joined yet')
})

test('[CON-14] in the multi layout each customer has a tab, with system information and what is shown under it', async () => {
  const screen = await look({ layout: 'multi' }, { session: SEVERAL, view: 'chat' })
  expect(screen.lines()[1]).toMatch(
    /1 555 000 777 +2 최유나 +\[3 田中 太郎( •)?\] +4 김민지|1 555 000 777 +\[2 田中 太郎( •)?\] +3 김민지/,
  )
  expect(screen.lines()[2]).toMatch(/s System.*d Desktop.*P Sharing/)
})

test('[MUL-07] choosing a session’s tab chooses whom to support', async () => {
  const screen = await look({ layout: 'multi' }, { session: SEVERAL, view: 'people' })
  const number = /(\d) 김민지/.exec(screen.lines()[1] ?? '')?.[1] ?? ''
  await screen.type(number)
  expect(screen.lines()[1]).toContain(`[${number} 김민지`)
  expect(screen.lines()[0]).toContain('482 913 507')
  expect(screen.text()).toContain('minji-laptop')
})

test('[CON-03] the tray fits into four lines and still says who, what and how', async () => {
  const screen = await look({ layout: 'tray', columns: 80, rows: 4 }, { session: ACTIVE, view: 'chat' })
  const [info = '', middle = '', , keys = ''] = screen.lines()
  expect(info).toContain('482 913 507')
  expect(info).toContain('김민지')
  expect(middle).toContain('대기열을 비우고')
  expect(keys).toMatch(/c Chat.*s System.*i Invite/)
})

test('[SES-26] the people pane lists everyone with role and state, and marks the supported customer', async () => {
  const screen = await look({}, { session: SEVERAL, view: 'people' })
  const row = (name: string) => screen.lines().find((line) => line.includes(name)) ?? ''
  expect(row('👩‍💻 Dev')).toContain('◆ at the door')
  expect(screen.text()).toMatch(/Jordan Lee +in control +● here.* you/)
  expect(row('Ana García')).toMatch(/customer.*● here/)
  expect(row('田中 太郎')).toMatch(/customer.*◂ supported/)
})

test('[SYS-03] the categories of system information stand on the left, the rows of the chosen one on the right', async () => {
  const screen = await look({}, { session: ACTIVE, view: 'sysinfo' })
  expect(screen.text()).toMatch(/▸ Operating system.*│.*Operating system/)
  for (let i = 0; i < 5; i++) await screen.type('j')
  const line = screen.lines().find((one) => one.includes('cupsd')) ?? ''
  expect(line).toMatch(/│.*812.*cupsd.*97\.4/)
  expect(screen.text()).toMatch(/▸ Processes/)
})

test('[GEN-05] times are shown in the rep’s time zone', async () => {
  const screen = await look({}, { session: ACTIVE, view: 'chat' })
  expect(screen.text()).toContain('10:04  you')
  expect(screen.text()).toContain('Nov 20, 2026')
})

test('[GEN-06] without colours every state is still told apart by its words and glyphs', async () => {
  const { control } = openBench({ columns: 120, rows: 40 })
  openSession(control, ACTIVE, 'permissions')
  const screen = await mountScreen(<App control={control} theme={makeTheme('none')} />, 120, 40)
  expect(screen.raw()).not.toMatch(/\x1b\[(3[0-9]|4[0-9]|9[0-9]|38;|48;)[0-9;]*m/)
  expect(screen.text()).toContain('● running for')
  expect(screen.text()).toContain('✓ done')
})

test('a message for one person says so, and what has not been read stands under a line of its own', async () => {
  const first = chatMessages(openBench().control.desk.state.sessions.get(SEVERAL)?.state.chat ?? emptyChat)[0]?.seq ?? 0
  const screen = await look({ readTo: { [SEVERAL]: first } }, { session: SEVERAL, view: 'chat' })
  expect(screen.text()).toContain('(only to Jordan Lee) こちらも同じです。')
  expect(screen.text()).toMatch(/── new ──/)
})

const LAYOUTS_KEPT: readonly Layout[] = ['dashboard', 'tray', 'multi']
test('[CON-01] there are three layouts, and a key goes from one to the next', async () => {
  const { control } = openBench()
  const screen = await mountScreen(<App control={control} theme={makeTheme('true')} />, 120, 40)
  const seen = [control.ui.state.layout]
  for (let i = 0; i < 2; i++) {
    await screen.type('L')
    seen.push(control.ui.state.layout)
  }
  expect(seen).toEqual(LAYOUTS_KEPT)
})
