// What went wrong: a Korean console called the display of a customer's machine “drawn”.
import { expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import { openSession } from '../../src/console/control/navigate.ts'
import type { Event } from '../../src/journal/event.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { openBench } from '../support/desk.ts'
import { recordedJournals } from '../support/journals.ts'
import { mountScreen } from '../support/screen.tsx'

const RECORDED = 's_active0000000001'
const DRAWN = 's_drawn00000000001'

test('a drawn display is called that in the rep’s language, beside the customer and in the desktop pane', async () => {
  const recorded = recordedJournals().find(({ events }) => events[0]?.stream === `session/${RECORDED}`)
  const told = JSON.stringify(recorded?.events)
    .replaceAll(RECORDED, DRAWN)
    .replaceAll(/"display":"\w+"/g, '"display":"drawn"')
  const { control } = openBench({ language: 'ko', events: [JSON.parse(told) as Event[]] })
  openSession(control, DRAWN, 'desktop')
  const screen = await mountScreen(<App control={control} theme={makeTheme('true')} />, 120, 40)
  expect(screen.text()).toContain('· 그려진 화면')
  expect(screen.text()).toContain('실제 화면 아님')
  expect(screen.text()).not.toContain('drawn')
})
