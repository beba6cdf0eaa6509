// The figures of a benchmark as text: a line on a terminal, a table in the README.
import type { Figure } from './figure.ts'
import type { Report } from './report.ts'

/** A figure on one line of a terminal. */
export function line(one: Figure): string {
  const extra = Object.entries(one.extra).map(([name, value]) => `${name} ${number(value)}`)
  return [
    one.ok ? ' ok ' : 'MISS',
    one.what.padEnd(64),
    `${number(one.value)} ${one.unit}`.padStart(22),
    `${one.peer} ${number(one.peerValue)}`.padStart(30),
    `× ${number(one.ratio)}`.padStart(8),
    one.target.padStart(7),
    extra.join(', '),
  ].join('  ')
}

/** All figures of a report as a Markdown table, and what they were measured on. */
export function markdown({ machine, node, parts }: Report): string {
  const rows = Object.values(parts)
    .flatMap((part) => part.figures)
    .map((one) =>
      [
        one.what,
        `${number(one.value)} ${one.unit}`,
        `${one.peer}: ${number(one.peerValue)}`,
        number(one.ratio),
        one.target === '–' ? '' : `${one.target}${one.ok ? '' : ' (missed)'}`,
      ].join(' | '),
    )
  const loads = Object.values(parts).flatMap((part) => part.load)
  return [
    '| what | measured | beside | ratio | target |',
    '|---|---:|---|---:|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
    `Measured on ${machine.processors} cores (${machine.model || 'unnamed'}), ${machine.memoryGiB} GiB, Node ${node.slice(1)}; ` +
      `load ${number(Math.min(...loads))} to ${number(Math.max(...loads))}.`,
  ].join('\n')
}

function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}
