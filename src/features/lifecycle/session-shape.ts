// How sessions are shown to scripts and to people.
import { spellNumber } from '../../protocol/id.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printText } from '../../terminal/print/print-message.ts'
import { printTable } from '../../terminal/print/print-table.ts'
import { dateAndTime, shortTime } from '../../terminal/text/time.ts'
import { isoTime, isoTimeOrNull, localeOf, printFacts } from '../shape.ts'
import type { SessionDetail, SessionLine } from './protocol.ts'

/** One line of `session list`. */
export function lineShape(one: SessionLine): Record<string, unknown> {
  return { ...one, startedAt: isoTime(one.startedAt), endedAt: isoTimeOrNull(one.endedAt) }
}

/** `session show`: the session as scripts read it. */
export function detailShape(one: SessionDetail): Record<string, unknown> {
  return {
    ...one,
    participants: one.participants.map((each) => ({ ...each, since: isoTime(each.since) })),
    grants: one.grants.map((each) => ({ ...each, at: isoTime(each.at) })),
    asks: one.asks.map((each) => ({ ...each, at: isoTime(each.at) })),
    startedAt: isoTime(one.startedAt),
    endedAt: isoTimeOrNull(one.endedAt),
  }
}

/** Prints sessions as a table. */
export async function printSessions(io: Io, sessions: readonly SessionLine[]): Promise<void> {
  const when = (at: number): string => shortTime(at, io.now(), localeOf(io))
  await printTable(
    io,
    [
      { header: io.t('cli.column.number'), value: (one: SessionLine) => one.number },
      { header: io.t('cli.column.state'), value: (one) => one.state },
      { header: io.t('cli.column.topic'), value: (one) => one.topic, isFlexible: true },
      { header: io.t('cli.column.customers'), value: (one) => one.customers.join(', '), isFlexible: true },
      { header: io.t('cli.column.primary'), value: (one) => one.primary.name, isFlexible: true },
      { header: io.t('cli.column.started'), value: (one) => when(one.startedAt) },
      { header: io.t('cli.column.id'), value: (one) => one.id },
    ],
    sessions,
  )
}

/** Prints one session in full for people. */
export async function printSession(io: Io, one: SessionDetail): Promise<void> {
  const { t } = io
  const primary = one.participants.find((each) => each.id === one.primary)?.name ?? ''
  const facts: (readonly [string, string])[] = [
    [t('cli.column.number'), spellNumber(one.number)],
    [t('cli.column.state'), one.state],
    [t('cli.column.topic'), one.topic],
    [t('cli.column.primary'), primary],
    ...Object.entries(one.tracking),
    [t('cli.column.started'), dateAndTime(one.startedAt, localeOf(io))],
    ...(one.endedAt === null ? [] : [[t('cli.column.endedAt'), dateAndTime(one.endedAt, localeOf(io))] as const]),
    [t('cli.column.link'), one.joinUrl],
    [t('cli.column.command'), one.joinCommand],
    ...(one.newer > 0 ? [[t('cli.newer'), String(one.newer)] as const] : []),
    ...(one.failedJoins > 0 ? [[t('cli.failedJoins'), String(one.failedJoins)] as const] : []),
  ]
  await printFacts(io, facts)
  await printText(io, '')
  await printPeople(io, one)
  if (one.notes !== '') await printText(io, `\n${t('cli.notes')}\n${one.notes}`)
}

async function printPeople(io: Io, one: SessionDetail): Promise<void> {
  const grantsOf = (id: string): string =>
    one.grants
      .filter((grant) => grant.customer === id)
      .map((grant) => grant.kind)
      .join(', ')
  const stateOf = (each: SessionDetail['participants'][number]): string =>
    each.state === 'present' && !each.connected ? io.t('cli.away') : each.state
  await printTable(
    io,
    [
      {
        header: io.t('cli.column.name'),
        value: (each: SessionDetail['participants'][number]) => each.name,
        isFlexible: true,
      },
      { header: io.t('cli.column.role'), value: (each) => (each.id === one.focus ? `${each.role} *` : each.role) },
      { header: io.t('cli.column.state'), value: stateOf },
      { header: io.t('cli.column.platform'), value: (each) => each.platform ?? '' },
      { header: io.t('cli.column.grants'), value: (each) => grantsOf(each.id), isFlexible: true },
      { header: io.t('cli.column.id'), value: (each) => each.id },
    ],
    one.participants,
  )
}
