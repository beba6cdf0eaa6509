// A customer's page in a session, with the rep on the other side.
import type { Browser } from 'playwright-core'
import { chatMessages } from '../../src/features/chat/state.ts'
import { present } from '../../src/session/state.ts'
import { until } from '../support/wait.ts'
import { type Customer, openCustomer } from './customer.ts'
import { type PageRep, startSession } from './page-hub.ts'

/** A customer in a room of their own session. */
export interface InRoom {
  readonly rep: PageRep
  readonly customer: Customer
  /** The customer's participant id. */
  readonly me: string
}

/** Where rooms are entered. */
export interface Stage {
  readonly browser: Browser
  readonly hub: { readonly url: string }
}

/** Starts a session and joins it in a browser. */
export async function enter(
  { browser, hub }: Stage,
  name = 'Kim',
  options: Parameters<typeof openCustomer>[2] = {},
): Promise<InRoom> {
  const rep = await startSession(hub.url)
  const customer = await openCustomer(browser, `${hub.url}/j/${rep.number}`, options)
  await customer.join(name)
  await customer.page.waitForSelector('.composer')
  const find = () => present(rep.mirror.state.core, 'customer').find((one) => one.name === name)?.id
  return { rep, customer, me: await until(`${name} in the session`, find) }
}

/** What the rep has read, oldest first. */
export function chatOf(rep: PageRep): readonly string[] {
  return chatMessages(rep.mirror.state.chat).map(({ text }) => text)
}

/** Waits until the rep has read a text. */
export async function heard(rep: PageRep, text: string): Promise<void> {
  await until(`“${text}” at the rep`, () => chatOf(rep).includes(text))
}
