// The clipboard of a customer's real display: text put there and read from there by the real programs, with their yes.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { MAX_CLIPBOARD_BYTES } from '../../src/protocol/limits.ts'
import { startDisplay, type TestDisplay } from '../support/display.ts'
import { temporaryFolder } from '../support/temp.ts'
import { until } from '../support/wait.ts'
import { answer, eventOf, failure, newMachine, startHub } from './whole-actors.ts'

// Each step starts programs, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

/** Scripts, an emoji of several code points, and what a terminal must not obey. */
const TEXT = '한글 만세 ß 👩‍💻\n\u001b]52;c;aGk=\u0007\u001b[2J끝\t\u202etxt'

const paste = async (display: TestDisplay): Promise<string> =>
  String(await display.run('xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING').catch(() => ''))

/** The customer copies a text in a program of theirs. */
async function copy(display: TestDisplay, text: string): Promise<void> {
  const file = join(await temporaryFolder('copied'), 'text')
  await writeFile(file, text)
  display.start('xclip', '-quiet', '-selection', 'clipboard', '-in', file)
  await until('xclip to have the clipboard', async () => (await paste(display)) === text)
}

test('text goes either way over the clipboard, exactly, up to the limit, and is written down nowhere', async () => {
  const { lead: rep } = await startHub()
  const display = await startDisplay()
  const session = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const agent = await machine.agent([session.joinUrl, '--name', 'Jamie', '--json', '--allow', 'clipboard'])
  await agent.waitForLine('"present"')
  const pushed = await rep.done(['clipboard', 'push', '-', '--json'], { input: TEXT })
  expect(pushed.json()).toMatchObject({ characters: [...TEXT].length, bytes: Buffer.byteLength(TEXT) })
  expect(await paste(display)).toBe(TEXT)
  await rep.done(['clipboard', 'push', 'two', 'words'])
  expect(await paste(display)).toBe('two words')

  await copy(display, TEXT)
  expect(await rep.json(['clipboard', 'pull'])).toMatchObject({ text: TEXT, bytes: Buffer.byteLength(TEXT) })
  expect((await rep.done(['clipboard', 'pull'])).stdout).toBe(TEXT)
  const most = '가'.repeat(MAX_CLIPBOARD_BYTES / 4) + 'x'.repeat(MAX_CLIPBOARD_BYTES / 4)
  expect(Buffer.byteLength(most)).toBe(MAX_CLIPBOARD_BYTES)
  await copy(display, most)
  const out = join(await temporaryFolder('pulled'), 'text')
  await rep.done(['clipboard', 'pull', '--out', out])
  expect((await readFile(out, 'utf8')) === most).toBe(true)
  await copy(display, `${most}x`)
  expect(await failure(rep, ['clipboard', 'pull'])).toEqual([8, 'clipboard.too-large'])
  expect((await rep.run(['clipboard', 'push', '-'], { input: `${most}x` })).code).toBe(8)

  const journal = JSON.stringify(await rep.journal(session))
  expect(journal).toContain('clipboard.pulled')
  for (const secret of ['한글 만세', 'two words', '가가가']) expect(journal).not.toContain(secret)
  await rep.done(['clipboard', 'push', 'until the end'])
  expect(await paste(display)).toBe('until the end')
  await rep.done(['session', 'end', '--yes'])
  await agent.finished
  expect(await paste(display)).toBe('')
})

test('each time is asked for, the question says which way, and a no leaves the clipboard as it is', async () => {
  const { lead: rep } = await startHub()
  const display = await startDisplay()
  const session = await rep.session()
  const machine = await newMachine({ DISPLAY: display.name })
  const customer = await machine.terminal([session.joinUrl, '--name', 'Jamie'])
  await eventOf(
    rep,
    session,
    'participant.joined',
    ({ participant }) => (participant as { name: string }).name === 'Jamie',
  )
  await copy(display, 'their own')

  const refused = failure(rep, ['clipboard', 'push', 'unwanted'])
  await customer.waitFor('Put a text on your clipboard')
  await answer(customer, 'n')
  expect(await refused).toEqual([6, 'consent.refused'])
  expect(await paste(display)).toBe('their own')

  for (let times = 0; times < 2; times += 1) {
    const pull = rep.json<{ readonly text: string }>(['clipboard', 'pull'])
    await customer.waitFor('Read the text on your clipboard')
    await answer(customer, 'y')
    expect((await pull).text).toBe('their own')
  }
  const terminal = await rep.terminal(['clipboard', 'pull'])
  await customer.waitFor('Read the text on your clipboard')
  await copy(display, `safe${TEXT}`)
  await answer(customer, 's')
  await terminal.waitFor('safe한글 만세')
  expect((await rep.done(['clipboard', 'push', 'a grant stands'])).code).toBe(0)
  await machine.command(['revoke', 'clipboard'])
  const again = failure(rep, ['clipboard', 'push', 'no more'])
  await customer.waitFor('Put a text on your clipboard')
  await answer(customer, 'n')
  expect((await again)[0]).toBe(6)
  expect(await paste(display)).toBe('a grant stands')
})

test('an agent that was told to refuse the clipboard refuses it either way, without asking', async () => {
  const { lead: rep } = await startHub()
  const refusing = await rep.session()
  const one = await newMachine()
  const agent = await one.agent([refusing.joinUrl, '--platform', 'fake', '--json', '--deny', 'clipboard'])
  await agent.waitForLine('"present"')
  for (const args of [['push', 'text'], ['pull']])
    expect(await failure(rep, ['clipboard', ...args])).toEqual([6, 'consent.refused'])
})
