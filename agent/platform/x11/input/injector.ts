// Puts mouse and keyboard events into an X server, and tells them apart from everybody else's.
import { connectX, type XConnection } from '../connection.ts'
import { startTellingApart } from './own-events.ts'
import { resetDevices } from './stuck-devices.ts'

/** The devices through which programs put events in. */
export type TestDevices = { readonly pointer: number; readonly keyboard: number }

/** One connection through which all input of this program to one display goes. */
export type Injector = {
  readonly connection: XConnection
  readonly devices: TestDevices
  key(keycode: number, isDown: boolean): void
  button(number: number, isDown: boolean): void
  /** Moves the pointer to a place of the whole desktop. */
  move(x: number, y: number): void
  /** Sends all that `send` asks for in one write. */
  together(send: () => void): void
  /** Calls `listener` when something that is not of this injector moves the pointer or presses; returns the end of it. */
  watch(listener: () => void): () => void
  close(): Promise<void>
}

/**
 * Connects for input, and lets go of what a program that was killed left held down.
 *
 * @throws DeskhandError  `screen.none` when the display cannot be reached
 * @throws Error  when the server lacks XTEST or XInput 2
 */
export async function openInjector(displayName: string): Promise<Injector> {
  const connection = await connectX(displayName, { sharedMemory: false })
  try {
    const xtest = await connection.extension('xtest')
    const devices = await findDevices(connection)
    const watching = await startTellingApart(connection, devices)
    await resetDevices(connection, devices)
    const { client } = connection
    const fake = (type: number, detail: number, x = 0, y = 0): void => {
      xtest.FakeInput(type, detail, 0, connection.root, x, y)
      watching.expect(client.seq_num, type, detail)
    }
    return {
      connection,
      devices,
      key: (keycode, isDown) => fake(isDown ? xtest.KeyPress : xtest.KeyRelease, keycode),
      button: (number, isDown) => fake(isDown ? xtest.ButtonPress : xtest.ButtonRelease, number),
      move: (x, y) => fake(xtest.MotionNotify, 0, x, y),
      together(send) {
        client.stream.cork()
        try {
          send()
        } finally {
          client.stream.uncork()
        }
      },
      watch: watching.watch,
      close: () => connection.close(),
    }
  } catch (error) {
    await connection.close()
    throw error
  }
}

async function findDevices(connection: XConnection): Promise<TestDevices> {
  const xinput = await connection.extension('xinput')
  const all = await connection.ask<readonly { deviceId: number; name: string }[]>((reply) =>
    xinput.XIQueryDevice(xinput.AllDevices, reply),
  )
  const find = (kind: string): number => all.find(({ name }) => name.endsWith(`XTEST ${kind}`))?.deviceId ?? 0
  return { pointer: find('pointer'), keyboard: find('keyboard') }
}
