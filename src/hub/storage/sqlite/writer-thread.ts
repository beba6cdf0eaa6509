// The thread that writes: a connection of its own, a transaction at a time, an answer once it is on the disk.
import type { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from './connect.ts'
import { type Answered, type Transaction, transactionWriter } from './transaction.ts'

/** What the thread is started with. */
export interface WriterData {
  readonly path: string
}

/** What became of a transaction: see `transactionWriter`, or the error for which nothing of it was written. */
export type WriterAnswer = Answered | { readonly message: string; readonly errcode: number | undefined }

const { path } = workerData as WriterData
let connection: DatabaseSync | undefined
let write: ReturnType<typeof transactionWriter> | undefined

function answerTo(transaction: Transaction): WriterAnswer {
  try {
    connection ??= connect(path, 'write')
    write ??= transactionWriter(connection)
    return write(transaction)
  } catch (error) {
    const { message, errcode } = error as Error & { readonly errcode?: number } // as node:sqlite throws them
    return { message, errcode }
  }
}

/** Null ends the thread. */
parentPort?.on('message', (transaction: Transaction | null) => {
  if (transaction) parentPort?.postMessage(answerTo(transaction))
  else {
    connection?.close()
    parentPort?.close()
  }
})
