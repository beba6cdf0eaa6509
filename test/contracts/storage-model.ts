// What a store must do, said once more as plainly as possible: the model that random histories are compared with.
import type { Append, Appended, StoredLine } from '../../src/journal/store.ts'

/** A store in memory, one list and three maps. */
export class StoreModel {
  readonly lines: StoredLine[] = []
  readonly settings = new Map<string, string>()
  readonly replies = new Map<string, string>()

  head(stream: string): number {
    return this.lines.filter((line) => line.stream === stream).length
  }

  commit(batch: readonly Append[]): readonly Appended[] {
    return batch.map((append) => this.#append(append))
  }

  #append({ stream, after, lines, rows, request }: Append): Appended {
    const reply = request && this.replies.get(request.key)
    if (reply !== undefined) return { outcome: 'duplicate', reply }
    const seq = this.head(stream)
    if (lines.length > 0 && seq !== after) return { outcome: 'conflict', seq }
    for (const { line } of lines) {
      this.lines.push({ position: this.lines.length + 1, stream, seq: this.head(stream) + 1, line })
    }
    for (const { key, row } of rows) {
      if (row === null) this.settings.delete(String(key.key))
      else this.settings.set(String(key.key), String(row.value))
    }
    if (request) this.replies.set(request.key, request.reply)
    return { outcome: 'done', position: this.lines.length }
  }
}
