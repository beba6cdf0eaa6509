// The picture in the README is a frame of the console as it is now, made from its cells.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { ROOT } from '../support/build.ts'
import { pictureOf } from '../support/picture.ts'

const FILE = join(ROOT, 'fixtures', 'pictures', 'console.svg')
const SIZE = [112, 26] as const

/** `UPDATE_PICTURES=1 npx vitest run test/console/picture.test.tsx` takes it again after the console has changed. */
test('the README’s picture of the console is a real frame of it', async () => {
  // Ink asks once, when it is loaded, how many colours there are
  vi.stubEnv('FORCE_COLOR', '3')
  const { App } = await import('../../src/console/app.tsx')
  const { openSession } = await import('../../src/console/control/navigate.ts')
  const { tell } = await import('../../src/console/control/control.ts')
  const { openBench } = await import('../support/desk.ts')
  const { mountScreen } = await import('../support/screen.tsx')
  const { control } = openBench({ columns: SIZE[0], rows: SIZE[1] })
  openSession(control, 's_active0000000001', 'chat')
  tell(control, '730 155 284 · Ana García is at the door', { needsOk: true })
  const screen = await mountScreen(<App control={control} theme={makeTheme('true')} />, ...SIZE)
  const picture = pictureOf(
    screen.term,
    'The Deskhand console: a support session with its chat, customer and permissions',
  )
  if (process.env.UPDATE_PICTURES) {
    await mkdir(dirname(FILE), { recursive: true })
    await writeFile(FILE, picture)
  }
  expect(await readFile(FILE, 'utf8')).toBe(picture)
})
