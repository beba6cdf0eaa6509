// Hostile text from customers' machines and from other people, through every pane, list, notice and dialog.
import { expect, test } from 'vitest'
import { App } from '../../src/console/app.tsx'
import { tell } from '../../src/console/control/control.ts'
import { openSession } from '../../src/console/control/navigate.ts'
import { ALL_VIEWS } from '../../src/features/views.ts'
import type { Event } from '../../src/journal/event.ts'
import type { Person } from '../../src/session/events.ts'
import { makeTheme } from '../../src/terminal/widgets/theme.ts'
import { openBench } from '../support/desk.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_TEXTS } from '../support/hostile.ts'
import { mountScreen } from '../support/screen.tsx'
import { authorOf, story } from '../support/story.ts'

/** Wide enough for session and customer beside the pane. */
const SIZE = [120, 36] as const
/** Texts that share one session: everything a list shows, it shows of all of them. */
const GROUP = 12
const REP: Person = {
  id: 'p_jordan',
  name: 'Jordan Lee',
  role: 'primary',
  account: 'a_jordan0000000001',
  language: 'en',
}
const GROUPS = Array.from({ length: Math.ceil(HOSTILE_TEXTS.length / GROUP) }, (_, i) =>
  HOSTILE_TEXTS.slice(i * GROUP, (i + 1) * GROUP).map((one) => one.value),
)

/** One line, as short as the wire allows. */
function line(text: string, max: number): string {
  const short = text
    .replace(/[\n\r\0]/g, ' ')
    .trim()
    .slice(0, max)
    .trim()
  return short === '' ? 'x' : short
}

/** A session in which every word a customer or a rep can choose is hostile. The first text has the single places. */
function poisoned(values: readonly string[]): readonly Event[] {
  const [first = ''] = values
  const facts = Object.fromEntries(values.map((value) => [line(value, 60), value.slice(0, 2000)]))
  const rows = values.map((value) => ({ name: line(value, 200), [line(value, 60)]: value.slice(0, 2000) }))
  const lists = { disks: rows, network: rows, processes: rows, software: rows, services: rows, devices: rows }
  const categories = { os: facts, cpu: facts, memory: facts, environment: facts, ...lists }
  const told = story('s_poison', 1_795_137_000_000).tell(
    'session.started',
    {
      version: 1,
      number: '400000000',
      type: 'outbound',
      channel: 'support',
      topic: line(first, 200),
      tracking: Object.fromEntries(values.slice(0, 10).map((value) => [line(value, 60), line(value, 200)])),
      hasPassword: false,
      needsApproval: false,
      maxCustomers: 50,
      consentTimeoutMs: 30_000,
      company: line(first, 100),
      primary: REP,
    },
    authorOf(REP),
  )
  values.forEach((value, at) => {
    const customer: Person = {
      id: `p_mallory${at}`,
      name: line(value, 100),
      role: 'customer',
      account: null,
      language: line(value, 10),
    }
    const by = authorOf(customer)
    const [ask, open] = [`k_${at}`, `k_open${at}`]
    const machine = {
      program: 'agent',
      build: line(value, 40),
      platform: line(value, 40),
      hostname: line(value, 255),
      display: 'x11',
      interactive: true,
    } as const
    const request = { customer: customer.id, action: { name: 'x', data: {} }, timeoutMs: 30_000 } as const
    const error = { code: line(value, 80), message: value.slice(0, 2000) }
    told
      .tell('participant.joined', { participant: customer }, by)
      .tell('participant.described', { participant: customer.id, email: line(value, 254), machine }, by)
      .tell('chat.sent', { to: at % 2 ? 'all' : REP.id, text: value.slice(0, 1000) }, by)
      .tell('consent.requested', { ask, kind: 'system.info', ...request }, authorOf(REP))
      .tell('consent.granted', { ask, kind: 'system.info', scope: 'session', by: 'customer' }, by)
      .tell('activity.started', { ask, channel: null, info: { [line(value, 40)]: value } }, by)
      .tell('activity.finished', { ask, outcome: 'failed', error }, by)
      .tell('consent.requested', { ask: open, kind: 'desktop.view', ...request }, authorOf(REP))
      .tell('activity.started', { ask: open, channel: at + 1, info: {} }, by)
      .tell(
        'annotate.added',
        { ask: open, customer: customer.id, channel: at + 1, mark: { ...MARK, id: `m_${at}`, text: line(value, 200) } },
        by,
      )
      .tell(
        'file.published',
        { file: `f_${at}`, ask, customer: customer.id, ...FILE, name: value.slice(0, 1024) || 'x' },
        by,
      )
      .tell('sysinfo.collected', { ask, customer: customer.id, categories }, by)
  })
  return told.tell('note.saved', { text: values.join('\n'), version: 1 }, authorOf(REP)).events
}

const FILE = { bytes: 1, sha256: 'a'.repeat(64) }
const MARK = { shape: 'text' as const, color: 255, widthPx: 4, points: [[1, 2]] as [number, number][] }

/** What the program wrote, without the sequences it may write itself. */
function withoutOwnSequences(raw: string): string {
  return raw.replace(/\x1b\[[0-9;?<>=u]*[A-Za-z]/g, '').replace(/[\n\r]/g, '')
}

/** Opens a poisoned session and looks at it; `look` checks the whole screen. */
async function open(values: readonly string[]) {
  const { control } = openBench({ columns: SIZE[0], rows: SIZE[1], events: [poisoned(values)] })
  const screen = await mountScreen(<App control={control} theme={makeTheme('true')} />, ...SIZE)
  const look = async (): Promise<void> => {
    await screen.resize(...SIZE)
    expect(withoutOwnSequences(screen.raw())).not.toMatch(DANGEROUS_IN_TERMINAL)
    expect(screen.raw()).not.toContain('\x1b[3J')
    expect(screen.lines()[0]).toContain('Deskhand')
    expect(screen.lines().at(-1)).toMatch(/more$/)
  }
  return { control, screen, look }
}

test.each(GROUPS)(
  'nothing of group %# does harm in any pane, list or dialog, and no pane loses its shape',
  async (...values) => {
    const { control, screen, look } = await open(values)
    await look()
    for (const { id } of ALL_VIEWS) {
      openSession(control, 's_poison', id)
      await look()
    }
    await screen.type('f')
    await look()
    await screen.close()
  },
)

test.each(HOSTILE_TEXTS)(
  '$name does no harm as a topic, a company, a customer, a machine or a notice',
  async ({ value }) => {
    const { control, screen, look } = await open([value])
    tell(control, value)
    openSession(control, 's_poison', 'details')
    await look()
    await screen.close()
  },
)
