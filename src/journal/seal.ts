// What a signature over a journal's head says, word for word.
import type { Head } from './event.ts'

/**
 * The text that is signed: version, stream, seq, hash and time, one per line.
 *
 * Whoever holds it and the public key can tell that nothing before `seq` was changed and nothing up to it is missing.
 */
export function headText(stream: string, head: Head, at: number): string {
  return `deskhand-head-v1\n${stream}\n${head.seq}\n${head.hash}\n${at}`
}
