// Monitors as RANDR 1.5 names them, those included that a person made by splitting a screen; the `x11` package lacks it.
import type { Extensions } from 'x11'
import { MAX_MONITORS, type Monitor } from '../../../src/protocol/screen.ts'
import type { XConnection } from './connection.ts'

/** RRGetMonitors, RANDR 1.5 §7 "Monitors". */
const GET_MONITORS = 42
const ACTIVE_ONLY = 1
const HEADER_BYTES = 24
const MONITOR_BYTES = 24

type Raw = Omit<Monitor, 'name'> & { readonly atom: number }

/** The active monitors, or `null` where the server does not know any by name. */
export async function readNamedMonitors(
  { ask, client, root }: XConnection,
  randr: Extensions['randr'],
): Promise<readonly Monitor[] | null> {
  if (randr.major_version < 1 || (randr.major_version === 1 && randr.minor_version < 5)) return null
  const raw = await ask<readonly Raw[]>((reply) => {
    const request = Buffer.alloc(12)
    request.writeUInt8(randr.majorOpcode, 0)
    request.writeUInt8(GET_MONITORS, 1)
    request.writeUInt16LE(3, 2)
    request.writeUInt32LE(root, 4)
    request.writeUInt8(ACTIVE_ONLY, 8)
    const numbered = client as { seq_num: number } & typeof client // how the package sends its own requests
    numbered.seq_num++
    client.pack_stream.put(request)
    client.replies[client.seq_num] = [unpack, reply]
    client.pack_stream.submit(true)
  })
  const named = raw.map(async ({ atom, ...rest }) => {
    return { ...rest, name: await ask<string>((reply) => client.GetAtomName(atom, reply)) }
  })
  return named.length > 0 ? Promise.all(named) : null
}

function unpack(bytes: Buffer): readonly Raw[] {
  const found: Raw[] = []
  let at = HEADER_BYTES
  for (let left = bytes.readUInt32LE(4); left > 0 && found.length < MAX_MONITORS; left--) {
    const [atom, outputs] = [bytes.readUInt32LE(at), bytes.readUInt16LE(at + 6)]
    const place = { x: bytes.readInt16LE(at + 8), y: bytes.readInt16LE(at + 10) }
    const size = { width: bytes.readUInt16LE(at + 12), height: bytes.readUInt16LE(at + 14) }
    found.push({ atom, isPrimary: bytes.readUInt8(at + 4) === 1, ...place, ...size })
    at += MONITOR_BYTES + outputs * 4
  }
  return found
}
