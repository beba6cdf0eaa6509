// The console's ports in a real terminal: escape sequences of our own making, files of the working folder, other programs.
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SuspendTerminal } from 'ink'
import { lendTerminal } from '../terminal/mount.ts'
import { knownPictures, type Pictures } from '../terminal/pictures/pictures.ts'
import type { Io } from '../terminal/print/io.ts'
import { safeFileName } from '../terminal/text/safe-file-name.ts'
import { safeText } from '../terminal/text/safe-text.ts'
import type { OwnScreens, Ports, ShowScreen, WatchScreen } from './control/ports.ts'

/** What ports are made of. */
export interface PortParts {
  readonly io: Io
  readonly send?: Ports['send']
  readonly showScreen: ShowScreen | null
  readonly ownScreens?: OwnScreens | null
  readonly watchScreen?: WatchScreen | null
  readonly pictures?: Pictures
  /** Ring the bell; send a desktop notice (OSC 9). */
  readonly bell: boolean
  readonly notify: boolean
  readonly end: (code: number) => void
  /** Ink's way to lend the terminal, once it is mounted. */
  readonly suspend: () => SuspendTerminal | null
}

/** Cells of a desktop notice. */
const NOTICE_CELLS = 120
/** Names tried before a file is not saved. */
const MAX_NAMES = 100

/** Makes the ports. */
export function makePorts(parts: PortParts): Ports {
  const { io, send = null, showScreen, ownScreens = null, watchScreen = null, pictures = knownPictures('none') } = parts
  const { bell, notify, end, suspend } = parts
  let lent = 0
  /** Takes the terminal away from the console; what is answered gives it back. */
  const take = async (): Promise<() => void> => {
    let isTaken = true
    lent += 1
    await pictures.quiet()
    return () => {
      if (isTaken) lent -= 1
      isTaken = false
    }
  }
  return {
    copy: (text) => void io.stdout.write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`),
    ring: (text) => {
      if (bell) io.stdout.write('\x07')
      if (notify) io.stdout.write(`\x1b]9;${safeText(text, { maxCells: NOTICE_CELLS })}\x07`)
    },
    edit: async (fileName, text) => {
      const lend = suspend()
      if (!lend) return text
      const { editInEditor } = await import('../terminal/editor.ts')
      const giveBack = await take()
      // given back before Ink draws again, which then is drawn over as usual
      const lendTo = (run: () => Promise<void>) => lendTerminal(io, lend)(() => run().finally(giveBack))
      return editInEditor(io, { text, fileName, suspend: lendTo }).finally(giveBack)
    },
    save: saveNew,
    open: async (url) => {
      const { default: open } = await import('open')
      await open(url)
    },
    send,
    showScreen,
    ownScreens,
    watchScreen,
    pictures,
    isLent: () => lent > 0,
    write: (sequence) => void io.stdout.write(sequence),
    end,
    now: io.now,
  }
}

/** Saves under the first free name: `a.txt`, `a-2.txt`, … */
async function saveNew(name: string, text: string): Promise<string> {
  const safe = safeFileName(name)
  const dot = safe.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, '']
  for (let at = 1; ; at++) {
    const path = resolve(at === 1 ? safe : `${stem}-${at}${ending}`)
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || at >= MAX_NAMES) throw error
    }
  }
}
