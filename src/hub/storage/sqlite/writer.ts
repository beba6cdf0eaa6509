// Hands transactions to the thread that writes, so that the hub judges the next changes while the disk has the last.
//
// Measured with 100 links: writing and waiting for the disk was half of what a message cost the hub's own thread.
import { once } from 'node:events'
import type { DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import { DeskhandError } from '../../../protocol/error.ts'
import { sqliteError, sqliteErrors } from './errors.ts'
import { type Answered, type Transaction, transactionWriter } from './transaction.ts'
import type { WriterAnswer, WriterData } from './writer-thread.ts'

/** Beside this file in the sources; the build makes it a program of its own. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './writer-thread.ts' : '../hub-writer/writer-thread.js',
  import.meta.url,
)

/** Transactions written by the caller's own thread first: what is soon closed again starts no other (30 ms and more). */
export const THREAD_AFTER = 50

/** The writer of one file: at first in place, then, once there is much to write, in a thread of its own. */
export class Writer {
  readonly #path: string
  readonly #writeHere: (transaction: Transaction) => Answered
  #written = 0
  #thread: Worker | undefined
  #waiting: PromiseWithResolvers<Answered> | undefined

  /** @param connection  writes until the thread does */
  constructor(connection: DatabaseSync, path: string) {
    this.#path = path
    this.#writeHere = transactionWriter(connection)
  }

  /**
   * Writes one transaction; the next may be handed over once this resolves.
   *
   * @returns the asked requests that were answered before: then nothing was written
   * @throws DeskhandError `storage.unavailable`, `storage.damaged`; when the thread was lost, whether it was written is
   *   not known
   */
  async write(transaction: Transaction): Promise<Answered> {
    this.#written += 1
    if (this.#written >= THREAD_AFTER) this.#thread ??= this.#start()
    if (this.#thread) return this.#writeThere(this.#thread, transaction)
    return sqliteErrors(this.#path, () => this.#writeHere(transaction))
  }

  async #writeThere(thread: Worker, transaction: Transaction): Promise<Answered> {
    this.#waiting = Promise.withResolvers<Answered>()
    thread.ref() // who waits for the disk keeps the process; a thread without work does not
    thread.postMessage(transaction)
    try {
      return await this.#waiting.promise
    } finally {
      this.#waiting = undefined
      thread.unref()
    }
  }

  /** Ends the thread, whose connection is closed then. */
  async close(): Promise<void> {
    const thread = this.#thread
    if (!thread) return
    this.#thread = undefined
    thread.ref()
    const ended = once(thread, 'exit')
    thread.postMessage(null)
    await ended
  }

  #start(): Worker {
    const data: WriterData = { path: this.#path }
    // Flags of this process may be about its own program (`--eval`, `--input-type`).
    const thread = new Worker(THREAD, { workerData: data, execArgv: [], name: 'sqlite writer' })
    thread.unref()
    thread.on('message', (answer: WriterAnswer) => {
      if ('message' in answer) this.#waiting?.reject(this.#named(answer))
      else this.#waiting?.resolve(answer)
    })
    thread.on('error', (error) => this.#lost(thread, error))
    thread.on('exit', () => this.#lost(thread, new Error('the thread that writes ended')))
    return thread
  }

  #named({ message, errcode }: Exclude<WriterAnswer, Answered>): unknown {
    return sqliteError(this.#path, Object.assign(new Error(message), { errcode }))
  }

  /** What comes next is written in place, until another thread is started. */
  #lost(thread: Worker, error: unknown): void {
    if (this.#thread !== thread) return
    this.#thread = undefined
    this.#written = 0
    const problem = `${this.#path}: ${String(error)}`
    this.#waiting?.reject(new DeskhandError('storage.unavailable', { problem, path: this.#path }, error))
  }
}
