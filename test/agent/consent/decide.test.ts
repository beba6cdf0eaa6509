// The decision over one ask: every kind, every flag, every standing yes, with and without a terminal.
import { describe, expect, test } from 'vitest'
import { type Decision, decide, type Situation } from '../../../agent/consent/decide.ts'
import { NO_POLICY, type Policy, readKinds } from '../../../agent/consent/policy.ts'
import { KIND_NAMES, type Kind } from '../../../src/session/kinds.ts'

/** PRM-05, written down again on purpose: what "all" must never cover. */
const NEVER_BY_ALL: readonly Kind[] = [
  'reboot',
  'login-as',
  'script',
  'system.info',
  'cobrowse.view',
  'cobrowse.control',
]
const ALWAYS_ASKED: readonly Kind[] = ['cobrowse.view', 'cobrowse.control']

const policies = (kind: Kind): readonly Policy[] =>
  [false, true].flatMap((allowAll) =>
    [false, true].flatMap((denyAll) =>
      [[], [kind]].flatMap((allow) =>
        [[], [kind]].map((deny) => ({ allowAll, denyAll, allow: new Set(allow), deny: new Set(deny) })),
      ),
    ),
  )
const lists = (kind: Kind): readonly (readonly (Kind | 'all')[])[] => [[], [kind], ['all'], ['all', kind]]

/** Every situation there is for one kind. */
function* situations(kind: Kind): Generator<Situation> {
  for (const policy of policies(kind))
    for (const standing of lists(kind))
      for (const withdrawn of lists(kind))
        for (const canPrompt of [true, false]) yield { kind, policy, standing, withdrawn, canPrompt }
}

/** The rules of DESIGN §6 as sentences, each true or false of a situation. */
function expected({ kind, policy, standing, withdrawn, canPrompt }: Situation): Decision {
  const byAll = !NEVER_BY_ALL.includes(kind)
  const byName = !ALWAYS_ASKED.includes(kind)
  if (policy.denyAll || policy.deny.size > 0) return { is: 'refuse', why: 'denied' }
  if ((standing.includes('all') && byAll) || (standing.includes(kind) && byName)) return { is: 'allow', by: 'earlier' }
  const flag = (policy.allow.size > 0 && byName) || (policy.allowAll && byAll)
  if (flag && withdrawn.length === 0) return { is: 'allow', by: 'policy' }
  return canPrompt ? { is: 'prompt' } : { is: 'refuse', why: 'not-named' }
}

describe('the decision', () => {
  test.each(KIND_NAMES)('over %s follows the rules in all 512 situations', (kind) => {
    let count = 0
    for (const situation of situations(kind)) {
      expect(decide(situation), JSON.stringify({ ...situation, policy: [...situation.policy.allow] })).toEqual(
        expected(situation),
      )
      count += 1
    }
    expect(count).toBe(512)
  })

  test('[SHP-04] without a terminal and without flags everything is refused', () => {
    for (const kind of KIND_NAMES)
      expect(decide({ kind, policy: NO_POLICY, standing: [], withdrawn: [], canPrompt: false })).toEqual({
        is: 'refuse',
        why: 'not-named',
      })
  })

  test('[PRM-05] --allow all covers recording and files, and never restarting, scripts, sign-ins or information', () => {
    const policy: Policy = { ...NO_POLICY, allowAll: true }
    const allowed = KIND_NAMES.filter(
      (kind) => decide({ kind, policy, standing: [], withdrawn: [], canPrompt: false }).is === 'allow',
    )
    expect(KIND_NAMES.filter((kind) => !allowed.includes(kind)).sort()).toEqual([...NEVER_BY_ALL].sort())
    expect(allowed).toEqual(
      expect.arrayContaining(['record', 'files.basic', 'files.advanced', 'desktop.control', 'app.control']),
    )
  })

  test('co-browsing is asked even when it was allowed for the session', () => {
    const policy: Policy = { ...NO_POLICY, allowAll: true, allow: new Set(['cobrowse.view']) }
    expect(
      decide({ kind: 'cobrowse.view', policy, standing: ['all', 'cobrowse.view'], withdrawn: [], canPrompt: true }),
    ).toEqual({ is: 'prompt' })
  })
})

describe('kinds on the command line', () => {
  test('lists, repeated flags and spaces are read', () => {
    expect(readKinds(['desktop.view, script', 'all'], 'allow')).toEqual({
      ok: true,
      all: true,
      kinds: new Set(['desktop.view', 'script']),
    })
  })

  test('an unknown kind, and one that cannot be allowed in advance, are named', () => {
    expect(readKinds(['desktop.view,desktop'], 'allow')).toEqual({ ok: false, word: 'desktop', why: 'unknown' })
    expect(readKinds(['constructor'], 'deny')).toEqual({ ok: false, word: 'constructor', why: 'unknown' })
    expect(readKinds(['cobrowse.view'], 'allow')).toEqual({ ok: false, word: 'cobrowse.view', why: 'always-asks' })
    expect(readKinds(['cobrowse.view'], 'deny')).toMatchObject({ ok: true })
  })
})
