// The clipboard of this machine for one session: a text put there stays until the session is over, and no longer.
import { asDeskhandError } from '../../src/protocol/error.ts'
import type { Clipboard, Platform } from '../platform/platform.ts'

/** The clipboard as activities use it. */
export interface KeptClipboard {
  /** Is there one? @throws DeskhandError `screen.none`, `screen.lost` */
  open(): Promise<void>
  /** @throws DeskhandError `screen.none`, `screen.lost`, `clipboard.silent`, `clipboard.too-large` */
  read(): Promise<string>
  /** @throws DeskhandError `screen.none`, `screen.lost`, `clipboard.too-large` */
  write(text: string): Promise<void>
  /** What was put there goes with it. */
  close(): Promise<void>
}

interface Opened {
  readonly platform: Platform
  readonly clipboard: Clipboard
}

/** Opens when it is first used; a display that went away is opened anew the next time. */
export function keepClipboard(openPlatform: () => Promise<Platform>): KeptClipboard {
  let kept: Promise<Opened> | null = null
  const letGo = async (): Promise<void> => {
    const opened = await kept?.catch(() => null) // it never opened: there is nothing to close
    kept = null
    await opened?.clipboard.close()
    await opened?.platform.close()
  }
  const use = async <T>(work: (clipboard: Clipboard) => Promise<T>): Promise<T> => {
    try {
      kept ??= open(openPlatform)
      return await work((await kept).clipboard)
    } catch (error) {
      if (!asDeskhandError(error).code.startsWith('clipboard.')) await letGo().catch(() => undefined) // it is gone already
      throw error
    }
  }
  return {
    open: () => use(async () => undefined),
    read: () => use((clipboard) => clipboard.readText()),
    write: (text) => use((clipboard) => clipboard.writeText(text)),
    close: letGo,
  }
}

async function open(openPlatform: () => Promise<Platform>): Promise<Opened> {
  const platform = await openPlatform()
  try {
    return { platform, clipboard: await platform.clipboard() }
  } catch (error) {
    await platform.close()
    throw error
  }
}
