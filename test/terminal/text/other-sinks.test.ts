// Text from outside is harmless in HTML, CSV and file names.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeCsv } from '../../../src/terminal/text/safe-csv.ts'
import { FILE_NAME_MAX_BYTES, safeFileName } from '../../../src/terminal/text/safe-file-name.ts'
import { safeHtml } from '../../../src/terminal/text/safe-html.ts'
import { untrusted } from '../../../src/terminal/text/untrusted.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_NAMES, HOSTILE_TEXTS } from '../../support/hostile.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES.map(({ value }) => value)))

describe('safeHtml', () => {
  test.each(HOSTILE_TEXTS)('turns "$name" into text without markup', ({ value }) => {
    const html = safeHtml(untrusted(value))
    expect(html).not.toMatch(/[<>"'`=]|&(?!(?:amp|lt|gt|quot|#39|#96|#61);)/)
    expect(html).not.toMatch(DANGEROUS_IN_TERMINAL)
  })

  test('escapes what it must and keeps the words', () => {
    expect(safeHtml(`<b title="x">안녕 & 'hi'</b>`)).toBe(
      '&lt;b title&#61;&quot;x&quot;&gt;안녕 &amp; &#39;hi&#39;&lt;/b&gt;',
    )
  })
})

describe('safeCsv', () => {
  test.each(HOSTILE_TEXTS)('turns "$name" into one field that is no formula', ({ value }) => {
    const [fields, rest] = readField(`${safeCsv(value)},next`)
    expect(rest).toBe('next')
    expect(fields).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/)
    expect(fields).not.toMatch(DANGEROUS_IN_TERMINAL)
  })

  test('marks formulas, quotes separators and leaves numbers alone', () => {
    expect(safeCsv('=1+1')).toBe('"\'=1+1"')
    expect(safeCsv('+82 10')).toBe('"\'+82 10"')
    expect(safeCsv('a"b;c')).toBe('"a""b;c"')
    expect([safeCsv(-5), safeCsv(0.5), safeCsv('plain')]).toEqual(['-5', '0.5', 'plain'])
    expect(safeCsv('\t=1')).toMatch(/^"'/)
  })

  test('is read back as exactly one field for any text at all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readField(`${safeCsv(text)},next`)[1]).toBe('next')
      }),
    )
  })
})

describe('safeFileName', () => {
  const expectName = (name: string) => {
    expect(name).not.toMatch(/[/\\:*?"<>|\x00-\x1f\x7f-\x9f]|^-|^\s|[.\s]$|^$/)
    expect(name).not.toMatch(DANGEROUS_IN_TERMINAL)
    expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$) *(?:\.|$)/i)
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(FILE_NAME_MAX_BYTES)
    expect(safeFileName(name)).toBe(name)
  }

  test.each(HOSTILE_NAMES)('turns "$name" into a name every system accepts', ({ value }) => {
    expectName(safeFileName(value))
  })

  test('holds for any text at all', () => {
    fc.assert(
      fc.property(anyText, (text) => void expectName(safeFileName(text))),
      { numRuns: 1000 },
    )
  })

  test('keeps good names and the ending of long ones', () => {
    expect(safeFileName('보고서 1.hwp')).toBe('보고서 1.hwp')
    expect(safeFileName('../../etc/passwd')).toBe('.._.._etc_passwd')
    expect(safeFileName('..')).toBe('file')
    expect(safeFileName('nul.txt')).toBe('_nul.txt')
    expect(safeFileName(`${'가'.repeat(300)}.txt`)).toBe(`${'가'.repeat(83)}.txt`)
  })

  test('keeps a name of the longest length and shortens one byte more', () => {
    const longest = 'a'.repeat(FILE_NAME_MAX_BYTES)
    expect(safeFileName(longest)).toBe(longest)
    expect(safeFileName(`${longest}a`)).toBe(longest)
  })
})

/** Reads the first field of a line as RFC 4180 does, and the rest after its comma. */
function readField(line: string): readonly [string, string] {
  if (!line.startsWith('"')) return [line.slice(0, line.indexOf(',')), line.slice(line.indexOf(',') + 1)]
  const end = /^"(?:[^"]|"")*"/.exec(line)?.[0] ?? ''
  expect(line[end.length]).toBe(',')
  return [end.slice(1, -1).replaceAll('""', '"'), line.slice(end.length + 1)]
}
