// Values no honest program sends, and mutations of what honest ones do; seeded, so that a failure can be seen again.

/** Numbers from a seed (mulberry32). */
export function numbersOf(seed: number): (below: number) => number {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** JSON texts of values of every wrong type and size. */
export const WRONG_VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '1.5',
  '1e308',
  '1e999',
  '-0',
  '9007199254740993',
  '""',
  '"x"',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e\\u001b[2J"',
  `"${'x'.repeat(5_000)}"`,
  '[]',
  '[[]]',
  '[null]',
  `[${'0,'.repeat(2_000)}0]`,
  '{}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":1,"valueOf":1,"hasOwnProperty":1}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
]

/** Cuts, doubles, swaps or replaces a piece of a text. */
export function mutate(text: string, next: (below: number) => number): string {
  const at = next(text.length)
  const to = Math.min(text.length, at + 1 + next(12))
  const piece = text.slice(at, to)
  const rest = text.slice(to)
  const head = text.slice(0, at)
  switch (next(6)) {
    case 0:
      return head + rest
    case 1:
      return head + piece + piece + rest
    case 2:
      return head + [...piece].reverse().join('') + rest
    case 3:
      return head + (WRONG_VALUES[next(12)] ?? '') + rest
    case 4:
      return `${head}${String.fromCharCode(next(0xffff))}${rest}`
    default:
      return head + piece.replace(/[a-z]/g, (one) => String.fromCharCode(97 + ((one.charCodeAt(0) + 1) % 26))) + rest
  }
}

/** Changes some bytes, or the length. */
export function mutateBytes(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  const copy = new Uint8Array(next(4) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes)
  for (let change = 0; change < 1 + next(4) && copy.length > 0; change++) copy[next(copy.length)] = next(256)
  return copy
}
