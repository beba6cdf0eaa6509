// The second act of the story: another rep, the end, and what proves it.
import { readFile } from 'node:fs/promises'
import { type Found, LEAD, mustBe, SECOND } from './found.ts'
import type { Stage } from './stage.ts'

/** A second rep assists. @returns the fact that was checked */
export async function assist(stage: Stage, { number }: Found): Promise<string> {
  await stage.ask('second', ['session', 'assist', number])
  const people = await peopleOf(stage)
  mustBe(
    people.some((one) => one.name === SECOND.name && one.role === 'assistant'),
    'a second rep assists',
  )
  return people.map((one) => `${one.name} (${one.role})`).join(', ')
}

/** Control is passed, and whoever passed it may view nothing any more. @returns the fact that was checked */
export async function pass(stage: Stage): Promise<string> {
  await stage.ask('lead', ['session', 'pass', SECOND.name])
  mustBe((await primaryOf(stage)) === SECOND.name, 'the second rep controls the session')
  const refused = await stage.run('lead', ['desktop', 'view', '--no-open', '--json'])
  mustBe(
    refused.code === 5 && refused.stderr.includes('control.not-primary'),
    'who passed control may not view any more',
  )
  return SECOND.name
}

/** Control comes back. @returns the fact that was checked */
export async function back(stage: Stage): Promise<string> {
  await stage.ask('second', ['session', 'pass', LEAD.name])
  mustBe((await primaryOf(stage)) === LEAD.name, 'the first rep controls the session again')
  return LEAD.name
}

/** The session ends, is sealed, and takes nothing more. @returns the fact that was checked */
export async function end(stage: Stage, { agent, session }: Found): Promise<string> {
  const args = ['session', 'end', session, '--yes', '--notes-file', '-']
  const { ended } = await stage.ask<{ ended: boolean }>('lead', args, 'The cable was loose. Printed a test page.\n')
  mustBe(ended, 'the session has ended')
  const left = await agent?.ended
  mustBe(left?.code === 0, 'the customer’s program has ended by itself')
  const sealed = stage.start('lead', ['session', 'journal', session, '--follow', '--json'])
  await sealed.line((line) => line.type === 'session.sealed')
  await sealed.stop()
  const after = await stage.run('lead', ['chat', 'send', 'too late', '-s', session, '--json'])
  mustBe(after.code === 9 && after.stderr.includes('session.ended'), 'nothing is added to it any more')
  return 'sealed'
}

/** The journal is written into a bundle. @returns the fact that was checked */
export async function exportIt(stage: Stage, { session }: Found): Promise<string> {
  const made = await stage.ask<{ events: number; key: string }>('lead', [
    'session',
    'export',
    session,
    '--out',
    stage.path('case.dhs'),
  ])
  mustBe(made.events > 20, 'the journal holds the session')
  return `case.dhs, ${made.events} entries`
}

/** The bundle proves itself without hub or account. @returns the fact that was checked */
export async function verify(stage: Stage): Promise<string> {
  const report = await stage.ask<{ verified: boolean; sealed: boolean; key: string }>('second', [
    'verify',
    stage.path('case.dhs'),
  ])
  mustBe(report.verified && report.sealed, 'the bundle verifies and is sealed')
  return report.key
}

/** A bundle that was edited is found out. @returns the fact that was checked */
export async function tamper(stage: Stage): Promise<string> {
  const text = await readFile(stage.path('case.dhs'), 'utf8')
  await stage.write('forged.dhs', text.replace('what do you see?', 'give me your PIN'))
  const { code, stdout } = await stage.run('lead', ['verify', stage.path('forged.dhs'), '--json'])
  const { findings } = JSON.parse(stdout) as { findings: readonly { damage: string; seq: number }[] }
  mustBe(code === 1 && findings[0]?.damage === 'edited', 'an edited bundle is found out')
  return `${findings[0]?.damage} ${findings[0]?.seq}`
}

interface Person {
  readonly id: string
  readonly name: string
  readonly role: string
}

async function peopleOf(stage: Stage): Promise<readonly Person[]> {
  return (await stage.ask<{ participants: readonly Person[] }>('lead', ['session', 'show'])).participants
}

async function primaryOf(stage: Stage): Promise<string> {
  return (await peopleOf(stage)).find((one) => one.role === 'primary')?.name ?? ''
}
