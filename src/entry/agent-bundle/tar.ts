// Writing a tar archive (POSIX ustar) that is the same, byte for byte, whenever and wherever it is made.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

/** One file of an archive: a file of this machine, or bytes. */
export interface TarEntry {
  /** Path inside the archive, with `/`. */
  readonly path: string
  readonly source: { readonly file: string } | { readonly bytes: Uint8Array }
  readonly isExecutable: boolean
}

const BLOCK_BYTES = 512
const NAME_MAX_BYTES = 100
const PREFIX_MAX_BYTES = 155

/**
 * The archive's bytes, piece by piece.
 *
 * Times, owners and everything else that differs between two machines are left out.
 *
 * @throws Error  when a path does not fit the format, or a file changes while it is read
 * @see POSIX.1-2017, pax, "ustar Interchange Format"
 */
export async function* tar(entries: readonly TarEntry[]): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    const sizeBytes = 'file' in entry.source ? (await stat(entry.source.file)).size : entry.source.bytes.length
    yield header(entry, sizeBytes)
    let writtenBytes = 0
    for await (const piece of content(entry)) {
      writtenBytes += piece.length
      yield piece
    }
    if (writtenBytes !== sizeBytes) throw new Error(`${entry.path} changed while it was packed`)
    yield new Uint8Array((BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES)
  }
  yield new Uint8Array(2 * BLOCK_BYTES)
}

async function* content({ source }: TarEntry): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) yield source.bytes
  else yield* createReadStream(source.file, { highWaterMark: 1 << 18 })
}

function header(entry: TarEntry, sizeBytes: number): Uint8Array {
  const { name, prefix } = splitPath(entry.path)
  const block = Buffer.alloc(BLOCK_BYTES)
  block.write(name, 0)
  block.write(octal(entry.isExecutable ? 0o755 : 0o644, 8), 100)
  block.write(octal(0, 8), 108) // owner
  block.write(octal(0, 8), 116) // group
  block.write(octal(sizeBytes, 12), 124)
  block.write(octal(0, 12), 136) // time
  block.write(' '.repeat(8), 148) // the checksum counts itself as spaces
  block.write('0', 156) // a plain file
  block.write('ustar\0' + '00', 257)
  block.write(prefix, 345)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${octal(sum, 7)} `, 148)
  return block
}

function splitPath(path: string): { name: string; prefix: string } {
  const size = (text: string) => Buffer.byteLength(text)
  if (size(path) <= NAME_MAX_BYTES) return { name: path, prefix: '' }
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)]
    if (size(prefix) <= PREFIX_MAX_BYTES && size(name) <= NAME_MAX_BYTES) return { name, prefix }
  }
  throw new Error(`${path} is too long for a tar archive`)
}

/** An octal number that fills `width` bytes together with its closing NUL. */
function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`
}
