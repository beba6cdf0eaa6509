// Small things to write into a storage, and ways to look at the whole of it.
import type { SessionRow, Storage } from '../../src/features/ports.ts'
import type { StreamId } from '../../src/journal/event.ts'
import type { Append, RowWrite, StoredLine } from '../../src/journal/store.ts'

/** An append of `count` lines whose text tells stream and seq. */
export function append(stream: StreamId, after: number, count: number, rest: Partial<Append> = {}): Append {
  const lines = Array.from({ length: count }, (_, index) => ({
    type: 'chat.sent',
    at: 1_700_000_000_000 + after + index,
    line: JSON.stringify({ stream, seq: after + 1 + index, text: '안녕 👋 "quoted" \\ \n line' }),
  }))
  return { stream, after, lines, rows: [], ...rest }
}

/** A row of the settings table, the smallest there is. */
export function setting(key: string, value: string | null): RowWrite {
  return { table: 'setting', key: { key }, row: value === null ? null : { value } }
}

/** A session's row with everything it needs. */
export function sessionRow(id: string, given: Partial<SessionRow> = {}): RowWrite {
  const row: Omit<SessionRow, 'id'> = {
    number: '482913007',
    type: 'support',
    channel: 'support',
    state: 'active',
    topic: 'printer',
    primary_id: 'a_1',
    primary_name: 'Rep One',
    customers: '["Kim"]',
    started_at: 1000,
    ended_at: null,
    seq: 1,
    ...given,
  }
  return { table: 'session', key: { id }, row: { ...row } }
}

/** `stream/seq` of lines, in order. */
export function places(lines: readonly StoredLine[]): readonly string[] {
  return lines.map(({ stream, seq }) => `${stream} ${seq}`)
}

/** Every line of a storage, in the order of its commits. */
export async function everyLine(storage: Storage): Promise<readonly StoredLine[]> {
  const lines: StoredLine[] = []
  for (;;) {
    const page = await storage.journal.readAll(lines.at(-1)?.position ?? 0, 1000)
    if (page.length === 0) return lines
    lines.push(...page.map((line) => ({ ...line })))
  }
}

/** The lines of a backup. */
export async function backupOf(storage: Storage): Promise<string[]> {
  const lines: string[] = []
  await storage.backup(async (line) => void lines.push(line))
  return lines
}

/** What a backup says beside the moment it was made. */
export function contentOf(backup: readonly string[]): readonly string[] {
  return backup.slice(1, -1)
}

/** Lines one after the other, as a file gives them. */
export async function* linesOf<T>(lines: Iterable<T>): AsyncGenerator<T> {
  yield* lines
}
