// Proves a bundle, offline: no hub and no account are needed.
import { MAX_BUNDLE_LINE_BYTES } from '../../journal/bundle.ts'
import { type BundleFinding, type BundleReport, verifyBundle } from '../../journal/verify-bundle.ts'
import { DeskhandError } from '../../protocol/error.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printText } from '../../terminal/print/print-message.ts'
import { dateAndTime } from '../../terminal/text/time.ts'
import type { Run } from '../command.ts'
import { isoTime, localeOf, printResult } from '../shape.ts'
import { fileLines } from './file-lines.ts'

interface Options {
  readonly key?: string
}

/**
 * `deskhand verify BUNDLE`: {"verified","stream","events","withheld","sealed","hash","key","signedAt","findings":[{"damage","seq","detail"}]}.
 *
 * @throws DeskhandError `bundle.invalid` when there is a finding, `file.unreadable`
 */
export const run: Run<Options> = async ({ io }, { args: [path = ''], options }) => {
  const report = await verifyBundle(fileLines(path, MAX_BUNDLE_LINE_BYTES), options.key ?? null)
  const { findings, stream, events, withheld, sealed, head } = report
  const shape = {
    verified: findings.length === 0,
    stream,
    events,
    withheld,
    sealed,
    hash: head?.hash ?? null,
    key: head?.key ?? null,
    signedAt: head ? isoTime(head.at) : null,
    findings,
  }
  await printResult(io, shape, () => show(io, report, options.key !== undefined))
  if (findings.length === 0) return undefined
  const names = [...new Set(findings.map((one) => one.damage))]
  throw new DeskhandError('bundle.invalid', { problem: names.join(', '), findings: names })
}

async function show(
  io: Io,
  { findings, head, events, withheld, sealed }: BundleReport,
  isKeyKnown: boolean,
): Promise<void> {
  for (const finding of findings) await printText(io, `✗ ${sentence(io, finding)}`)
  if (findings.length > 0 || !head) return
  await printText(io, `✓ ${io.t('cli.verify.events', { count: events })}`)
  await printText(io, `✓ ${io.t('cli.verify.signed', { key: head.key, at: dateAndTime(head.at, localeOf(io)) })}`)
  if (withheld > 0) await printText(io, `· ${io.t('cli.verify.withheld', { count: withheld })}`)
  if (sealed) await printText(io, `✓ ${io.t('cli.verify.sealed')}`)
  if (!isKeyKnown) await printText(io, io.t('cli.verify.compare'))
}

function sentence(io: Io, { damage, seq, detail }: BundleFinding): string {
  return `${io.t(`cli.damage.${damage}`, { seq })} (${detail})`
}
