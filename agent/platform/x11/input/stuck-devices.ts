// Lets go of keys and buttons that a program which was killed has left pressed: the X server never does it by itself.
import type { XConnection } from '../connection.ts'
import type { TestDevices } from './injector.ts'

const QUERY_DEVICE_STATE = 30
const REQUEST_BYTES = 8
/** Answers come without their first eight bytes. */
const HEADER_BYTES = 32 - 8
const KEY_CLASS = 0
const BUTTON_CLASS = 1

/** Releases what the test devices hold; real keys of the owner belong to other devices and are left alone. */
export async function resetDevices(connection: XConnection, devices: TestDevices): Promise<void> {
  const xtest = await connection.extension('xtest')
  const { keys } = await readState(connection, devices.keyboard)
  const { buttons } = await readState(connection, devices.pointer)
  for (const keycode of keys) xtest.FakeInput(xtest.KeyRelease, keycode, 0, connection.root, 0, 0)
  for (const button of buttons) xtest.FakeInput(xtest.ButtonRelease, button, 0, connection.root, 0, 0)
}

type Held = { readonly keys: readonly number[]; readonly buttons: readonly number[] }

async function readState(connection: XConnection, device: number): Promise<Held> {
  const { client, ask } = connection
  const { majorOpcode } = await connection.extension('xinput')
  const request = Buffer.alloc(REQUEST_BYTES)
  request.writeUInt8(majorOpcode, 0)
  request.writeUInt8(QUERY_DEVICE_STATE, 1)
  request.writeUInt16LE(REQUEST_BYTES / 4, 2)
  request.writeUInt8(device, 4)
  const answer = ask<Held>((reply) => {
    client.seq_num++
    client.pack_stream.put(request)
    client.replies[client.seq_num] = [parseState, reply]
    client.pack_stream.submit(true)
  })
  // A server that does not answer this has nothing to be let go of.
  return answer.catch(() => ({ keys: [], buttons: [] }))
}

/** Reads the classes of a device: kind, length, count, and a bit for each key or button that is down. */
function parseState(bytes: Buffer): Held {
  const held = { keys: [] as number[], buttons: [] as number[] }
  let at = HEADER_BYTES
  for (let left = bytes[0] ?? 0; left > 0 && at + 4 <= bytes.length; left--) {
    const [kind, length = 0] = [bytes[at], bytes[at + 1]]
    if (kind === KEY_CLASS) held.keys = bitsOf(bytes.subarray(at + 4, at + 36))
    if (kind === BUTTON_CLASS) held.buttons = bitsOf(bytes.subarray(at + 4, at + 36))
    at += Math.max(4, length)
  }
  return held
}

function bitsOf(bytes: Uint8Array): number[] {
  const found: number[] = []
  for (let bit = 0; bit < bytes.length * 8; bit++) if ((bytes[bit >> 3] ?? 0) & (1 << (bit & 7))) found.push(bit)
  return found
}
