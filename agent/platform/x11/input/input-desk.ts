// What all input of this program into one display shares: the connection, the keyboard, and who uses them.
import type { DeskhandError } from '../../../../src/protocol/error.ts'
import { type Injector, openInjector } from './injector.ts'
import { type Keyboard, openKeyboard } from './keyboard.ts'

/** The shared part, while somebody uses it. */
export type InputDesk = {
  readonly injector: Injector
  readonly keyboard: Keyboard
  /** Why the display is gone, or `null`. */
  lost(): DeskhandError | null
  /** Counts a user in, whose `release` is called should the program end; returns how to leave. */
  join(release: () => void): () => Promise<void>
}

/** Opens the desk of a display for its first user, and gives it to others as long as there are any. */
export type SharedDesk = {
  /**
   * The caller joins at once.
   *
   * @throws DeskhandError  `screen.none` when the display cannot be reached or takes no input
   */
  open(): Promise<InputDesk>
}

/** Shares the desk of one display. */
export function shareInputDesk(displayName: string): SharedDesk {
  let current: Promise<InputDesk> | null = null
  let coming = 0
  const opened: Visitors = {
    joined: () => coming--,
    areComing: () => coming > 0,
    closed: () => {
      current = null
    },
  }
  return {
    async open() {
      coming++
      current ??= openDesk(displayName, opened)
      try {
        return await current
      } catch (error) {
        coming--
        current = null
        throw error
      }
    },
  }
}

type Visitors = { joined(): void; areComing(): boolean; closed(): void }

async function openDesk(displayName: string, visitors: Visitors): Promise<InputDesk> {
  const injector = await openInjector(displayName)
  const keyboard = await openKeyboard(injector)
  const users = new Set<() => void>()
  let lost: DeskhandError | null = null
  injector.connection.onLost((error) => {
    lost = error
    visitors.closed()
  })
  // The last words of the program: keys that stay down would outlive it.
  const atExit = (): void => {
    if (lost) return
    for (const release of users) release()
    keyboard.close()
  }
  process.on('exit', atExit)
  const end = async (): Promise<void> => {
    process.off('exit', atExit)
    visitors.closed()
    if (!lost) {
      keyboard.close()
      await injector.connection.sync()
    }
    await injector.close()
  }
  return {
    injector,
    keyboard,
    lost: () => lost,
    join(release) {
      // A function of its own, should one release be given twice.
      const user = (): void => release()
      users.add(user)
      visitors.joined()
      return async () => {
        if (users.delete(user) && users.size === 0 && !visitors.areComing()) await end()
      }
    },
  }
}
