// Typing on a customer's machine: every character arrives as it was meant, whatever layouts the two sides have.
import { describe, expect, it } from 'vitest'
import type { InputSink, Platform } from '../../../agent/platform/platform.ts'
import { x11Platform } from '../../../agent/platform/x11/x11-platform.ts'
import type { InputEvent } from '../../../src/protocol/input.ts'
import { startDisplay, type TestDisplay } from '../../support/display.ts'
import { atEnd } from '../../support/ending.ts'
import { startTypedTerminal, type TypedTerminal } from '../../support/typed-terminal.ts'
import { until } from '../../support/wait.ts'

type Desk = {
  readonly display: TestDisplay
  readonly platform: Platform
  readonly terminal: TypedTerminal
  readonly sink: InputSink
}

async function startDesk(...layout: string[]): Promise<Desk> {
  const display = await startDisplay({ hasWindowManager: true })
  if (layout.length > 0) await display.run('setxkbmap', ...layout)
  const terminal = await startTypedTerminal(display)
  const platform = x11Platform(display.name)
  const sink = await platform.openInput({})
  atEnd(() => sink.close())
  return { display, platform, terminal, sink }
}

const key = (name: string, isDown: boolean, by: 'symbol' | 'code' = 'symbol'): InputEvent => ({
  type: 'key',
  by,
  name,
  isDown,
})
/** Names as a browser gives them: each key down and up, `+Shift` and `-Shift` for a modifier alone. */
const press = (names: string, by: 'symbol' | 'code' = 'symbol'): InputEvent[] =>
  names.split(' ').flatMap((name) => {
    if (name.length > 1 && name.startsWith('+')) return [key(name.slice(1), true, by)]
    if (name.length > 1 && name.startsWith('-')) return [key(name.slice(1), false, by)]
    return [key(name, true, by), key(name, false, by)]
  })
const mapOf = async (display: TestDisplay): Promise<string> => String(await display.run('xkbcomp', display.name, '-'))

const TEXT = 'Hello, World! ~@{[]}\\|<>`^ 한글 만세 ß ü é ş İ ı € Ж Ω 漢 🙂👩‍💻 q=a z;w'

describe('typing', () => {
  it.each([
    ['us', ''],
    ['de', ''],
    ['fr', ''],
    ['tr', ''],
    ['kr', ''],
    ['ru,us', ''],
    ['us', 'dvorak'],
  ])(
    'arrives exactly, Korean, accents, the euro and emoji included, on a machine with the layout %s %s',
    async (layout, variant) => {
      const { terminal, sink } = await startDesk(layout, '-variant', variant)
      await sink.apply([{ type: 'text', text: `${TEXT}\n` }])
      await terminal.expectTyped(`${TEXT}\r`)
    },
  )

  it.each(['us', 'de', 'fr'])('of keys by what they mean is the same on the layout %s', async (layout) => {
    const { terminal, sink } = await startDesk(layout)
    await sink.apply(press('a +Shift A ! " -Shift / z y é ß ; 1'))
    await sink.apply(press('+Control +AltGraph @ € -AltGraph -Control q'))
    await sink.apply(press('한 Enter Tab Backspace ArrowUp'))
    await terminal.expectTyped('aA!"/zyéß;1@€q한\r\t\u007f\u001b[A')
  })

  it('of keys by their place makes what the customer’s own keyboard makes, dead keys and AltGr included', async () => {
    const { display, terminal, sink } = await startDesk('fr')
    await sink.apply(press('KeyQ BracketLeft KeyE Digit2 +AltRight KeyE -AltRight +ShiftLeft KeyW -ShiftLeft', 'code'))
    await terminal.expectTyped('aêé€Z')
    await display.run('setxkbmap', 'de')
    await sink.apply(press('KeyY Minus +AltRight KeyQ -AltRight Equal KeyE', 'code'))
    await terminal.expectTyped('aêé€Zzß@é')
  })

  it('follows a layout that the customer changes meanwhile, and one that is chosen among two', async () => {
    const { display, terminal, sink } = await startDesk('us')
    await sink.apply([{ type: 'text', text: 'zß한' }])
    await terminal.expectTyped('zß한')
    await display.run('setxkbmap', 'de')
    await sink.apply([{ type: 'text', text: 'zß한@' }])
    await terminal.expectTyped('zß한zß한@')
    await display.run('setxkbmap', 'us,ru', '-option', 'grp:menu_toggle')
    await display.run('xdotool', 'key', '--clearmodifiers', '135')
    await sink.apply([{ type: 'text', text: 'zжß' }])
    await terminal.expectTyped('zß한zß한@zжß')
  })

  it('is not changed by Caps Lock, which is on again afterwards', async () => {
    const { display, terminal, sink } = await startDesk('de')
    const isOn = async (): Promise<boolean> => /Caps Lock:\s+on/.test(String(await display.run('xset', 'q')))
    await display.run('xdotool', 'key', 'Caps_Lock')
    await until('Caps Lock', isOn)
    await sink.apply([{ type: 'text', text: 'aA1! äÄ éÉ 한' }, ...press('b CapsLock +Shift B -Shift')])
    await terminal.expectTyped('aA1! äÄ éÉ 한bB')
    expect(await isOn()).toBe(true)
  })

  it('of shortcuts reaches the program: by letter, with Caps Lock, from a Korean keyboard, on a Russian one', async () => {
    const { display, terminal, sink } = await startDesk('us,ru', '-option', 'grp:menu_toggle')
    await sink.apply(press('+Control c C ㅊ -Control +Alt x -Alt +Control [ -Control'))
    await terminal.expectTyped('\u0003\u0003\u0003ø\u001b')
    await display.run('xdotool', 'key', '135')
    await sink.apply(press('+Control d -Control d'))
    await terminal.expectTyped('\u0003\u0003\u0003ø\u001b\u0004d')
  })

  it('keeps its order when texts, keys and batches follow each other without waiting', async () => {
    const { terminal, sink } = await startDesk('us')
    const parts = Array.from({ length: 30 }, (_, index) => `${index}가나다${index}`)
    await Promise.all(
      parts.map((text) => sink.apply([{ type: 'text', text: text.slice(0, -1) }, ...press(text.slice(-1))])),
    )
    await terminal.expectTyped(parts.join(''))
  })

  it('of more different characters than there are keys to borrow loses none', async () => {
    const { terminal, sink } = await startDesk('us')
    const text = Array.from({ length: 80 }, (_, index) => String.fromCodePoint(0xac00 + index * 139)).join('')
    await sink.apply([{ type: 'text', text }])
    await terminal.expectTyped(text)
  })

  it('drops what no key can make, and half a character', async () => {
    const { terminal, sink } = await startDesk('us')
    await sink.apply([{ type: 'text', text: 'a\u0000\u001b[2J\u0007\u009b\ud800b' }, ...press('Dead Unidentified c')])
    await terminal.expectTyped('a[2Jbc')
  })

  it('leaves the customer’s keyboard map as it was', async () => {
    const { display, terminal, sink } = await startDesk('fr')
    await display.run('xdotool', 'key', 'Shift_L')
    const before = await mapOf(display)
    await sink.apply([{ type: 'text', text: '한글 ß🙂' }])
    await terminal.expectTyped('한글 ß🙂')
    expect(await mapOf(display)).not.toBe(before)
    await sink.close()
    expect(await mapOf(display)).toBe(before)
  })

  it('stops at once when everything is released, however long the text', async () => {
    const { terminal, sink } = await startDesk('us')
    const text = Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0xac00 + index * 5)).join('')
    const typing = sink.apply([{ type: 'text', text: `a${text}` }])
    await until('the first character', async () => (await terminal.text()).startsWith('a'))
    await sink.releaseAll()
    await typing
    await sink.apply([{ type: 'text', text: 'z' }])
    await until('the last character', async () => (await terminal.text()).endsWith('z'))
    expect((await terminal.text()).length).toBeLessThan(300)
  })
})
