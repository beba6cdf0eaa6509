// The clipboard of an X display, shared with other programs: long texts, limits, and programs that do not answer.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Clipboard } from '../../../agent/platform/platform.ts'
import { CLIPBOARD_TIMEOUT_MS } from '../../../agent/platform/x11/clipboard/selection-reader.ts'
import { connectX } from '../../../agent/platform/x11/connection.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import { MAX_CLIPBOARD_BYTES } from '../../../src/protocol/limits.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { temporaryFolder } from '../../support/temp.ts'
import { until } from '../../support/wait.ts'

async function startClipboard(): Promise<{ readonly display: TestDisplay; readonly clipboard: Clipboard }> {
  const display = await startDisplay()
  const clipboard = await x11Platform(display.name).clipboard()
  atEnd(() => clipboard.close())
  return { display, clipboard }
}

/** Has xclip take the clipboard; it answers in pieces when the text is long. */
async function copy(display: TestDisplay, text: string): Promise<void> {
  const file = join(await temporaryFolder('copied'), 'text')
  await writeFile(file, text)
  display.start('xclip', '-quiet', '-selection', 'clipboard', '-in', file)
  await until('xclip to have the clipboard', async () => {
    const targets = String(await display.run('xclip', '-selection', 'clipboard', '-out', '-target', 'TARGETS'))
    return targets.includes('UTF8_STRING')
  })
}

const paste = async (display: TestDisplay): Promise<string> =>
  String(await display.run('xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING'))

describe('the clipboard', () => {
  it('is empty at first', async () => {
    const { clipboard } = await startClipboard()
    expect(await clipboard.readText()).toBe('')
  })

  it('gives what another program copied, whatever the script, short or in pieces', async () => {
    const { display, clipboard } = await startClipboard()
    for (const text of ['한글 만세 ß é ş 🙂\n둘째 줄\t끝', '가'.repeat(200_000), 'x'.repeat(MAX_CLIPBOARD_BYTES)]) {
      await copy(display, text)
      expect((await clipboard.readText()) === text).toBe(true)
    }
  })

  it('refuses one byte more than the limit both ways, and works again afterwards', async () => {
    const { display, clipboard } = await startClipboard()
    await copy(display, 'x'.repeat(MAX_CLIPBOARD_BYTES + 1))
    await expect(clipboard.readText()).rejects.toMatchObject({ code: 'clipboard.too-large' })
    await expect(
      clipboard.writeText(`${'가'.repeat(MAX_CLIPBOARD_BYTES / 4)}${'x'.repeat(MAX_CLIPBOARD_BYTES / 4 + 1)}`),
    ).rejects.toMatchObject({
      code: 'clipboard.too-large',
      details: { limit: MAX_CLIPBOARD_BYTES },
    })
    await copy(display, 'short')
    expect(await clipboard.readText()).toBe('short')
  })

  it('gives its own text to other programs, whole or in pieces, several at once, until one of them copies', async () => {
    const { display, clipboard } = await startClipboard()
    for (const text of ['붙여 넣기 🙂', '나'.repeat(MAX_CLIPBOARD_BYTES / 4), 'y'.repeat(MAX_CLIPBOARD_BYTES)]) {
      await clipboard.writeText(text)
      const pasted = await Promise.all([paste(display), paste(display), paste(display)])
      expect(pasted.every((it) => it === text)).toBe(true)
      expect((await clipboard.readText()) === text).toBe(true)
    }
    const latin = display.run('xclip', '-selection', 'clipboard', '-out', '-target', 'STRING')
    expect(String(await latin).slice(0, 3)).toBe('yyy')
    await copy(display, 'theirs')
    expect(await clipboard.readText()).toBe('theirs')
  })

  it('says so when the program that has it does not answer, and waits no longer than it says', async () => {
    const { display, clipboard } = await startClipboard()
    const silent = await connectX(display.name, { sharedMemory: false })
    atEnd(() => silent.close())
    const window = silent.client.AllocID()
    silent.client.CreateWindow(window, silent.root, 0, 0, 1, 1, 0, 0, 1, 0, {})
    const name = await silent.ask<number>((reply) => silent.client.InternAtom(false, 'CLIPBOARD', reply))
    silent.client.SetSelectionOwner(window, name, 0)
    await silent.sync()
    const began = performance.now()
    await expect(clipboard.readText()).rejects.toMatchObject({ code: 'clipboard.silent' })
    expect(performance.now() - began).toBeLessThan(CLIPBOARD_TIMEOUT_MS + 1000)
  })

  it('fails clearly when the display goes away while it is read', async () => {
    const { display, clipboard } = await startClipboard()
    await copy(display, 'x')
    await display.kill()
    await expect(clipboard.readText()).rejects.toMatchObject({ code: 'screen.lost' })
  })
})
