// What went wrong: a customer with a long name pushed off the screen whether they were connected at all.
import { expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import { openSession } from '../../src/console/control/navigate.ts'
import type { Event } from '../../src/journal/event.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { openBench } from '../support/desk.ts'
import { recordedJournals } from '../support/journals.ts'
import { mountScreen } from '../support/screen.tsx'

const RECORDED = 's_active0000000001'
const LONG = 's_longname00000001'

test.each([
  ['dashboard', 80],
  ['dashboard', 120],
  ['multi', 80],
  ['tray', 80],
] as const)(
  'in the %s layout of %i columns a name of 60 letters leaves the state in sight',
  async (layout, columns) => {
    const recorded = recordedJournals().find(({ events }) => events[0]?.stream === `session/${RECORDED}`)
    const told = JSON.stringify(recorded?.events).replaceAll(RECORDED, LONG).replaceAll('김민지', '김'.repeat(60))
    const { control } = openBench({ layout, columns, rows: 24, events: [JSON.parse(told) as Event[]] })
    openSession(control, LONG, 'chat')
    const screen = await mountScreen(<App control={control} theme={makeTheme('true')} />, columns, 24)
    expect(screen.text()).toMatch(/김… ● here/)
  },
)
