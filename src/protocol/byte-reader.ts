// Reading little-endian bytes from a peer: never past the end, never a throw.

/** A cursor over bytes; after any read past the end `isShort` stays true and every further read gives zero. */
export type ByteReader = {
  u8(): number
  u16(): number
  i16(): number
  u32(): number
  /** A view of the next bytes, not a copy; empty when there are fewer. */
  take(lengthBytes: number): Uint8Array
  /** Whether something was read past the end. */
  isShort(): boolean
  /** Whether everything was read. */
  isDone(): boolean
}

/** Starts reading at the first byte. */
export function readBytes(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let short = false
  const step = (lengthBytes: number): number | null => {
    if (short || at + lengthBytes > bytes.byteLength) {
      short = true
      return null
    }
    at += lengthBytes
    return at - lengthBytes
  }
  const number = (lengthBytes: number, read: (offset: number) => number) => (): number => {
    const offset = step(lengthBytes)
    return offset === null ? 0 : read(offset)
  }
  return {
    u8: number(1, (o) => view.getUint8(o)),
    u16: number(2, (o) => view.getUint16(o, true)),
    i16: number(2, (o) => view.getInt16(o, true)),
    u32: number(4, (o) => view.getUint32(o, true)),
    take(lengthBytes) {
      const offset = step(lengthBytes)
      return offset === null ? new Uint8Array(0) : bytes.subarray(offset, offset + lengthBytes)
    },
    isShort: () => short,
    isDone: () => at === bytes.byteLength,
  }
}
