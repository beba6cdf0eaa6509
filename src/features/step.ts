// The steps of something that asks the customer, from the question to its verified end.
import type { Event } from '../journal/event.ts'
import type { RequestName, RequestReply } from './requests.ts'

/** Requests that answer with an ask. */
export type AskingName = {
  [N in RequestName]: RequestReply<N> extends { readonly ask: string } ? N : never
}[RequestName]

/** One step on the way; the journal has told each of them. */
export type Step =
  | { readonly is: 'requested'; readonly ask: string }
  | { readonly is: 'delivered'; readonly ask: string }
  | { readonly is: 'granted'; readonly ask: string; readonly by: 'customer' | 'policy' | 'earlier' }
  | {
      readonly is: 'started'
      readonly ask: string
      readonly channel: number | null
      readonly info: Readonly<Record<string, unknown>>
    }
  /** An event of the feature itself, such as what was collected. */
  | { readonly is: 'told'; readonly ask: string; readonly event: Event }
  | { readonly is: 'done'; readonly ask: string }
  | { readonly is: 'stopped'; readonly ask: string; readonly reason: string }
