// What went wrong: an export holds a journal's raw lines, and so it told every rep of a session the private messages of
// others. What its maker may not see is kept back now: its place in the chain is signed by the hub, and still verifies.
import { expect, test } from 'vitest'
import { bundleHeader, bundleTrailer } from '../../src/journal/bundle.ts'
import { verifyBundle } from '../../src/journal/verify-bundle.ts'
import { type Asker, addRep, joinAs, openHub } from '../support/hub.ts'

async function exportOf(who: Asker, session: string): Promise<string[]> {
  const head = await who.ask('journal.head', { session })
  const { lines } = await who.ask('journal.lines', { session })
  return [bundleHeader(head.stream, { at: 0, build: 'test' }), ...lines.slice(0, head.seq), bundleTrailer(head)]
}

async function whispered() {
  const hub = await openHub()
  const rep = await addRep(hub, 'Rep')
  const lead = await addRep(hub, 'Lead')
  const { id, number } = await rep.ask('session.start', {})
  await lead.ask('session.assist', { session: number })
  const kim = await joinAs(hub.url, number, 'Kim')
  await rep.ask('chat.send', { text: 'to all' }, { session: id })
  await lead.ask('chat.send', { to: kim.participant, text: 'from Lead to Kim' }, { session: id })
  await kim.ask('chat.send', { to: 'Rep', text: 'from Kim to Rep' })
  return { hub, rep, lead, id }
}

test('[CHT-04] each export holds what its maker may see, and each verifies', async () => {
  const { hub, rep, lead, id } = await whispered()
  const seen = [
    [rep, ['to all', 'from Kim to Rep'], 1],
    [lead, ['to all', 'from Lead to Kim'], 1],
    [hub.admin, ['to all'], 2],
  ] as const
  for (const [who, texts, withheld] of seen) {
    const bundle = await exportOf(who, id)
    const all = ['to all', 'from Lead to Kim', 'from Kim to Rep']
    expect(all.filter((text) => bundle.join('\n').includes(text))).toEqual([...texts])
    const report = await verifyBundle(bundle)
    expect(report).toMatchObject({ findings: [], withheld })
  }
})

test('a place that nobody vouches for, or that does not fit, is found', async () => {
  const { rep, id } = await whispered()
  const bundle = await exportOf(rep, id)
  const at = bundle.findIndex((line) => line.includes('deskhandWithheld'))
  const { deskhandWithheld } = JSON.parse(bundle[at] ?? '') as { deskhandWithheld: Record<string, unknown> }
  const changed = (change: Record<string, unknown>): string[] =>
    bundle.with(at, JSON.stringify({ deskhandWithheld: { ...deskhandWithheld, ...change } }))
  const damages = async (lines: readonly string[]) => (await verifyBundle(lines)).findings.map((one) => one.damage)
  expect(await damages(changed({ signature: 'AAAA' }))).toContain('forged')
  expect(await damages(changed({ key: 'AAAA' }))).toContain('forged')
  expect(await damages(changed({ hash: 'AAAA' }))).toContain('forged')
  expect(await damages(changed({ seq: 1 }))).toContain('forged')
  expect(await damages(bundle.toSpliced(at, 1))).toContain('removed')
})
