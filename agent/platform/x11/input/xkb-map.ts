// Asks the X server for its keyboard map, levels and groups included, which the core protocol cannot tell.
import { DeskhandError } from '../../../../src/protocol/error.ts'
import type { XConnection } from '../connection.ts'
import type { KeyGroup, KeyTable, KeyType } from './key-map.ts'

const GET_MAP = 8
const KEY_TYPES_AND_SYMBOLS = 0b11
const REQUEST_BYTES = 28
/** Answers come without their first eight bytes. */
const MISSING = 8
const HEADER_BYTES = 40 - MISSING

/**
 * Reads the map of a keyboard.
 *
 * @param device  the number of a keyboard, or `0x100` for the one all programs see
 * @throws DeskhandError  `screen.lost`
 * @see The X Keyboard Extension, protocol specification, GetMap
 */
export async function readXkbMap(connection: XConnection, device: number): Promise<KeyTable> {
  const { client, ask } = connection
  const { majorOpcode } = await connection.extension('xkb')
  const request = Buffer.alloc(REQUEST_BYTES)
  request.writeUInt8(majorOpcode, 0)
  request.writeUInt8(GET_MAP, 1)
  request.writeUInt16LE(REQUEST_BYTES / 4, 2)
  request.writeUInt16LE(device, 4)
  request.writeUInt16LE(KEY_TYPES_AND_SYMBOLS, 6)
  return ask<KeyTable>((reply) => {
    client.seq_num++
    client.pack_stream.put(request)
    client.replies[client.seq_num] = [parseMap, reply]
    client.pack_stream.submit(true)
  })
}

/**
 * Reads the server's answer.
 *
 * @param bytes  the reply from its ninth byte on
 * @throws DeskhandError  `screen.lost` when it is not what the specification says
 */
export function parseMap(bytes: Buffer): KeyTable {
  try {
    const typeCount = bytes.readUInt8(15 - MISSING)
    const firstKey = bytes.readUInt8(17 - MISSING)
    const keyCount = bytes.readUInt8(20 - MISSING)
    const cursor = { at: HEADER_BYTES }
    const types = Array.from({ length: typeCount }, () => parseType(bytes, cursor))
    return new Map(Array.from({ length: keyCount }, (_, index) => [firstKey + index, parseKey(bytes, cursor, types)]))
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new DeskhandError('screen.lost', { problem: 'the X server sent a keyboard map that cannot be read' }, cause)
  }
}

type Reading = { at: number }

function parseType(bytes: Buffer, cursor: Reading): KeyType {
  const { at } = cursor
  const [mask, entryCount, hasPreserve] = [bytes.readUInt8(at), bytes.readUInt8(at + 5), bytes.readUInt8(at + 6) !== 0]
  const entries: { modifiers: number; level: number }[] = []
  for (let entry = 0; entry < entryCount; entry++) {
    const from = at + 8 + entry * 8
    const isActive = bytes.readUInt8(from) !== 0
    if (isActive) entries.push({ modifiers: bytes.readUInt8(from + 1), level: bytes.readUInt8(from + 2) })
  }
  cursor.at = at + 8 + entryCount * (hasPreserve ? 12 : 8)
  return { mask, entries }
}

function parseKey(bytes: Buffer, cursor: Reading, types: readonly KeyType[]): readonly KeyGroup[] {
  const { at } = cursor
  const groupCount = bytes.readUInt8(at + 4) & 0x0f
  const [width, symbolCount] = [bytes.readUInt8(at + 5), bytes.readUInt16LE(at + 6)]
  const symbol = (index: number): number => bytes.readUInt32LE(at + 8 + index * 4)
  cursor.at = at + 8 + symbolCount * 4
  return Array.from({ length: Math.min(groupCount, 4) }, (_, group) => ({
    type: types[bytes.readUInt8(at + group)] ?? { mask: 0, entries: [] },
    symbols: Array.from({ length: width }, (_level, level) => symbol(group * width + level)),
  }))
}
