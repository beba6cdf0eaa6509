// Who may ask what: every request beside every kind of asker, on a real hub, against what is written here.
import { expect, test } from 'vitest'
import { REQUESTS, type RequestName } from '../../src/features/requests.ts'
import type { RequestEnvelope } from '../../src/protocol/envelope.ts'
import { openHub } from '../support/hub.ts'
import { TABLE } from './expectations.ts'
import { ASKERS, type AskerKind, type Cast, makeCast, makeSituation, type Situation } from './situation.ts'

async function outcome(at: Situation, asker: AskerKind, name: RequestName): Promise<string> {
  const { url, token } = at.as[asker]
  const isAboutSession = REQUESTS[name].target === 'session'
  const request: RequestEnvelope = {
    id: `${asker}-${at.id}`,
    name,
    data: TABLE[name].data(at, asker),
    ...(isAboutSession ? { session: at.id } : {}),
  }
  const response = await fetch(`${url}/v1/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(request),
  })
  const reply = (await response.json()) as { outcome: string; error?: { code: string } } // what a hub answers
  return reply.outcome === 'done' ? 'done' : (reply.error?.code ?? '')
}

/** Refusals that are counted would hold back the askers after: each gets a hub that has counted nothing. */
const COUNTED: readonly string[] = ['account.login', 'account.password']

async function matrixOf(cast: Cast, name: RequestName): Promise<Record<string, string>> {
  const told: Record<string, string> = {}
  for (const asker of ASKERS) {
    if (COUNTED.includes(name)) clearCounts(cast)
    told[asker] = await outcome(await makeSituation(cast), asker, name)
  }
  return told
}

function clearCounts({ hub, reps }: Cast): void {
  const { limiter } = hub.served.ports
  for (const email of ['nobody@example.com', 'admin@example.com', 'outsider@example.com'])
    limiter.clear(`login/email/${email}`)
  for (const { email } of Object.values(reps)) limiter.clear(`login/email/${email}`)
  limiter.clear('login/address/127.0.0.1')
}

test('[SES-11] [SES-21] [AST-01] [ADM-35] every request is refused to everyone it does not name, with the right reason', async () => {
  const cast = await makeCast(await openHub())
  const names = (Object.keys(REQUESTS) as RequestName[]).filter((name) => name !== 'account.logout')
  for (const name of [...names, 'account.logout' as const]) {
    const expected = Object.fromEntries(
      ASKERS.map((asker) => [asker, TABLE[name].expected[asker] ?? 'not written down']),
    )
    expect.soft(await matrixOf(cast, name), name).toEqual(expected)
  }
}, 60_000)
