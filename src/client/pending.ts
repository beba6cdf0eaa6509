// Requests of a link that wait for their answer, also across reconnects; bounded in number and in bytes.
import type { RequestName, RequestReply } from '../features/requests.ts'
import type { Reply } from '../protocol/envelope.ts'
import { DeskhandError } from '../protocol/error.ts'
import { MAX_ENVELOPE_BYTES, MAX_PENDING_REQUESTS } from '../protocol/limits.ts'
import { readReply } from './reply.ts'

/** Characters of all unanswered requests together: what a link keeps in memory while the hub is away. */
export const MAX_PENDING_CHARACTERS = 8 * MAX_ENVELOPE_BYTES

interface Waiting {
  readonly text: string
  readonly settle: (reply: Reply) => void
  readonly fail: (error: DeskhandError) => void
}

/** What a request needs to wait. */
export interface Asked<N extends RequestName> {
  readonly id: string
  readonly name: N
  /** As it goes over the wire. */
  readonly text: string
  readonly timeoutMs: number
  /** What the failure is called when the time is over. */
  readonly late: () => DeskhandError
}

/** The requests that wait. */
export interface Pending {
  /**
   * Starts to wait for an answer.
   *
   * @throws DeskhandError `request.too-many` at the bounds, or what becomes of the request
   */
  add<N extends RequestName>(asked: Asked<N>): Promise<RequestReply<N>>
  /** Hands an answer over; false when nobody waits for it any more. @throws DeskhandError `link.protocol` */
  settle(reply: Reply): boolean
  /** Everything unanswered, oldest first, as it goes over the wire. */
  texts(): readonly string[]
  failAll(error: DeskhandError): void
}

/** Makes an empty table of waiting requests. */
export function pendingRequests(): Pending {
  const waiting = new Map<string, Waiting>()
  let characters = 0
  const take = (id: string): void => {
    characters -= waiting.get(id)?.text.length ?? 0
    waiting.delete(id)
  }
  return {
    add: (asked) => {
      const isFull = waiting.size >= MAX_PENDING_REQUESTS || characters + asked.text.length > MAX_PENDING_CHARACTERS
      if (isFull || waiting.has(asked.id)) return Promise.reject(new DeskhandError('request.too-many'))
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          take(asked.id)
          reject(asked.late())
        }, asked.timeoutMs)
        const end = (): void => {
          clearTimeout(timer)
          take(asked.id)
        }
        characters += asked.text.length
        waiting.set(asked.id, {
          text: asked.text,
          settle: (reply) => {
            end()
            settleOne(asked.name, reply, { resolve, reject })
          },
          fail: (error) => {
            end()
            reject(error)
          },
        })
      })
    },
    settle: (reply) => {
      const one = waiting.get(reply.id)
      one?.settle(reply)
      return one !== undefined
    },
    texts: () => [...waiting.values()].map((one) => one.text),
    failAll: (error) => {
      for (const one of [...waiting.values()]) one.fail(error)
    },
  }
}

interface Settling<N extends RequestName> {
  readonly resolve: (data: RequestReply<N>) => void
  readonly reject: (error: unknown) => void
}

/** A refusal is the asker's; an answer that does not fit the request also ends the link, so it is thrown on. */
function settleOne<N extends RequestName>(name: N, reply: Reply, { resolve, reject }: Settling<N>): void {
  try {
    resolve(readReply(name, reply))
  } catch (error) {
    reject(error)
    if (reply.outcome === 'done') throw error
  }
}
