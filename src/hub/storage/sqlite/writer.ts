// Hands transactions to the thread that writes, so that the hub judges the next changes while the disk has the last.
//
// Measured with 100 links: writing and waiting for the disk was half of what a message cost the hub's own thread.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { DeskhandError } from '../../../protocol/error.ts'
import { sqliteError } from './errors.ts'
import type { Answered, Transaction } from './transaction.ts'
import type { WriterAnswer, WriterData } from './writer-thread.ts'

/** Beside this file in the sources; the build makes it a program of its own. */
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './writer-thread.ts' : '../hub-writer/writer-thread.js',
  import.meta.url,
)

/** The writer of one file. Its thread is started by the first transaction. */
export class Writer {
  readonly #path: string
  #thread: Worker | undefined
  #waiting: PromiseWithResolvers<Answered> | undefined

  constructor(path: string) {
    this.#path = path
  }

  /**
   * Writes one transaction; the next may be handed over once this resolves.
   *
   * @returns the asked requests that were answered before: then nothing was written
   * @throws DeskhandError `storage.unavailable`, `storage.damaged`; when the thread was lost, whether it was written is
   *   not known
   */
  async write(transaction: Transaction): Promise<Answered> {
    const thread = this.#thread ?? this.#start()
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
    this.#thread = thread
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

  /** The next transaction starts another thread. */
  #lost(thread: Worker, error: unknown): void {
    if (this.#thread !== thread) return
    this.#thread = undefined
    const problem = `${this.#path}: ${String(error)}`
    this.#waiting?.reject(new DeskhandError('storage.unavailable', { problem, path: this.#path }, error))
  }
}
