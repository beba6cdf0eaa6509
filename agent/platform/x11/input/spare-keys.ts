// Borrows keys that make nothing for characters the customer's keyboard has not, and gives them back.
import type { XConnection } from '../connection.ts'
import type { KeyMap, Stroke } from './key-map.ts'
import { readRecord, startRecord } from './spare-record.ts'

/**
 * How long a key keeps its character after it was pressed, in milliseconds: a program that reads its events later than
 * that would see the next character of the key in place of this one.
 */
export const KEEP_MS = 1000
/** Characters of one key: alone and with Shift. */
const LEVELS = 2
const SHIFT = 0b1

/** Keys on loan. */
export type SpareKeys = {
  /** How a symbol is made, if a key has it at this moment. */
  strokeOf(symbol: number): Stroke | undefined
  /**
   * Gives keys to as many of the symbols as fit, in their order.
   *
   * @returns how many milliseconds to wait before asking again when not even the first fits now, else 0; `null` when
   *   there is no key to lend at all
   */
  bind(symbols: readonly number[]): number | null
  /** Counts a symbol as typed now. */
  used(symbol: number): void
  /** Tells of a map that was read again: keys that another program has changed are no longer ours. */
  remap(map: KeyMap): void
  /** Whether a change of the map, known by the number of its request, was made here. */
  isOwnChange(seq: number): boolean
  /** Makes all borrowed keys empty again. */
  giveBack(): void
}

/** One place for a symbol: a key, alone (level 0) or with Shift (level 1). */
type Loan = { readonly keycode: number; readonly level: number; usedAtMs: number }

/** Takes over what a killed program left and starts lending. */
export async function openSpareKeys(connection: XConnection, firstMap: KeyMap): Promise<SpareKeys> {
  const { client } = connection
  const record = await startRecord(connection)
  /** By keycode, the first symbol it was given; that of another program shows that it is not ours any more. */
  const borrowed = await readRecord(connection, record.name)
  /** By symbol, the one used longest ago first. */
  const loans = new Map<number, Loan>()
  const changes = new Set<number>()
  let map = firstMap
  forgetLost()
  let spare = chooseSpare(map, [...borrowed.keys()])

  function forgetLost(): void {
    for (const [keycode, symbol] of borrowed) if (map.symbolsAt(keycode)[0] !== symbol) borrowed.delete(keycode)
  }
  const lend = (symbol: number, loan: Loan): void => {
    // Taken out and put in again: the order of the map is the order of use.
    loans.delete(symbol)
    loans.set(symbol, loan)
  }
  const symbolNow = (keycode: number): number | null => (spare.includes(keycode) ? 0 : map.onlySymbol(keycode))
  /** Writes what the loans say of these keys, in as few requests as can be: each makes every program read the map. */
  const write = (keycodes: readonly number[]): void => {
    const rowOf = (keycode: number): number[] => {
      const row = [symbolNow(keycode) ?? 0, 0]
      for (const [symbol, loan] of loans) if (loan.keycode === keycode) row[loan.level] = symbol
      // The same in a second group: the one the customer has chosen must not matter.
      if (!spare.includes(keycode)) return [...row, 0, 0]
      if (borrowed.has(keycode)) borrowed.set(keycode, row[0] ?? 0)
      // Alone, the server would take a capital letter for the Shift of its small one.
      const [first = 0, second = 0] = row
      return [first, second || first, first, second || first]
    }
    for (const { first, last } of runsOf(keycodes, symbolNow)) {
      const rows = Array.from({ length: last - first + 1 }, (_, index) => rowOf(first + index))
      client.ChangeKeyboardMapping(first, 2 * LEVELS, rows.flat())
      changes.add(client.seq_num)
    }
    record.write(borrowed)
  }
  const freePlace = (): Pick<Loan, 'keycode' | 'level'> | undefined => {
    const taken = new Set([...loans.values()].map(({ keycode, level }) => keycode * LEVELS + level))
    for (let level = 0; level < LEVELS; level++) {
      const keycode = spare.find((it) => !taken.has(it * LEVELS + level))
      if (keycode !== undefined) return { keycode, level }
    }
    return undefined
  }
  return {
    strokeOf(symbol) {
      const loan = loans.get(symbol)
      return loan && { keycode: loan.keycode, modifiers: loan.level === 0 ? 0 : SHIFT, mask: SHIFT }
    },
    bind(symbols) {
      if (spare.length === 0) return null
      const now = performance.now()
      const wanted = new Set(symbols)
      const changed = new Set<number>()
      for (const symbol of wanted) {
        if (loans.has(symbol)) continue
        const rested = [...loans].find(([other, it]) => now - it.usedAtMs >= KEEP_MS && !wanted.has(other))
        const place = freePlace() ?? rested?.[1]
        if (!place) break
        if (rested && place === rested[1]) loans.delete(rested[0])
        lend(symbol, { keycode: place.keycode, level: place.level, usedAtMs: now })
        changed.add(place.keycode)
        borrowed.set(place.keycode, 0)
      }
      if (changed.size > 0) write([...changed])
      const [oldest] = loans.values()
      return changed.size > 0 ? 0 : Math.max(1, Math.ceil(KEEP_MS - (now - (oldest?.usedAtMs ?? now))))
    },
    used(symbol) {
      const loan = loans.get(symbol)
      if (loan) lend(symbol, { ...loan, usedAtMs: performance.now() })
    },
    remap(next) {
      map = next
      forgetLost()
      for (const [symbol, { keycode }] of loans) if (!borrowed.has(keycode)) loans.delete(symbol)
      spare = chooseSpare(map, [...borrowed.keys()])
      changes.clear()
    },
    isOwnChange: (seq) => changes.has(seq),
    giveBack() {
      loans.clear()
      const keycodes = [...borrowed.keys()]
      borrowed.clear()
      if (keycodes.length > 0) write(keycodes)
    },
  }
}

type Run = { first: number; last: number; count: number }

/** Groups keys that one request can write: between them are only keys with one symbol, which are written as they are. */
function runsOf(keycodes: readonly number[], symbolNow: (keycode: number) => number | null): Run[] {
  const runs: Run[] = []
  for (const keycode of keycodes.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    const gap = run ? Array.from({ length: keycode - run.last - 1 }, (_, index) => run.last + 1 + index) : []
    if (run && gap.every((it) => symbolNow(it) !== null)) {
      run.last = keycode
      run.count++
    } else runs.push({ first: keycode, last: keycode, count: 1 })
  }
  return runs
}

/** The keys to lend, those first that many can be written with one request. */
function chooseSpare(map: KeyMap, borrowed: readonly number[]): number[] {
  const all = [...new Set([...map.spare, ...borrowed])]
  const runs = runsOf(all, map.onlySymbol).toSorted((a, b) => b.count - a.count)
  return runs.flatMap(({ first, last }) => all.filter((it) => it >= first && it <= last))
}
