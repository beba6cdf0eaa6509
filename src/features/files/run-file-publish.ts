// Publishes files for the customer in focus, after one yes; the hub has verified each that is told as published.
import { asDeskhandError, DeskhandError } from '../../protocol/error.ts'
import type { Io } from '../../terminal/print/io.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { printTable } from '../../terminal/print/print-table.ts'
import { progressLine } from '../../terminal/print/progress.ts'
import { sizeText } from '../../terminal/text/size-text.ts'
import type { CommandContext, Run } from '../command.ts'
import type { PublishedFile } from './protocol.ts'
import { type LocalFile, lookAt, publishLocal } from './publish-file.ts'

/** Progress is told at most so often, in milliseconds. */
const TOLD_EVERY_MS = 200

/**
 * `deskhand file publish FILE...`: lines {"file","bytes","total"} and at last
 * {"files":[{"id","name","bytes","sha256"}],"bytes","durationMs"}.
 *
 * Every file is looked at before the customer is asked; what the hub refuses does not keep back the others.
 */
export const run: Run = async (context, { args }) => {
  const { io } = context
  const paths = (args[0] ?? []) as unknown as readonly string[] // `<file...>` is a list
  const local = await Promise.all(paths.map(lookAt))
  const session = await context.sessionId()
  await openExchange(context, session)
  const since = io.now()
  const done: PublishedFile[] = []
  const failed: { readonly name: string; readonly error: DeskhandError }[] = []
  for (const file of local) {
    try {
      done.push(await publishOne(context, session, file))
    } catch (error) {
      failed.push({ name: file.name, error: asDeskhandError(error) })
      if (context.signal.aborted) break
    }
  }
  await printDone(io, done, io.now() - since)
  for (const { name, error } of done.length > 0 ? failed : failed.slice(1))
    await printMessage(io, io.t('cli.file.failed', { file: name, problem: error.message }))
  const [first] = failed
  if (first && done.length === 0) throw first.error
  const names = failed.map(({ name }) => name)
  if (first) throw new DeskhandError('file.some', { done: done.length, total: local.length, names }, first.error)
  return undefined
}

/** Asks the customer, unless what they allowed still stands. */
async function openExchange(context: CommandContext, session: string): Promise<void> {
  const { io } = context
  const { open } = await context.request('file.list', { session })
  if (open?.isRunning) return
  const progress = progressLine(io)
  try {
    for await (const step of context.perform('file.open', {})) {
      progress.update(io.t(`cli.step.${step.is}`))
      if (step.is === 'started') return
    }
  } finally {
    await progress.done()
  }
}

async function publishOne(context: CommandContext, session: string, file: LocalFile): Promise<PublishedFile> {
  const { io } = context
  const progress = progressLine(io)
  let toldAt = Number.NEGATIVE_INFINITY
  const told = (bytes: number): void => {
    const isLast = bytes >= file.bytes
    if (!isLast && io.now() - toldAt < TOLD_EVERY_MS) return
    toldAt = io.now()
    if (io.isJson) void printNdjsonLine(io.stdout, { file: file.name, bytes, total: file.bytes })
    else
      progress.update(io.t('cli.file.sending', { file: file.name, done: sizeText(bytes), total: sizeText(file.bytes) }))
  }
  try {
    return await publishLocal(file, { send: context.send, session, told })
  } finally {
    await progress.done()
  }
}

async function printDone(io: Io, done: readonly PublishedFile[], durationMs: number): Promise<void> {
  const files = done.map(({ file: id, name, bytes, sha256 }) => ({ id, name, bytes, sha256 }))
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0)
  if (io.isJson) return void (await printNdjsonLine(io.stdout, { files, bytes, durationMs: Math.round(durationMs) }))
  if (files.length === 0) return
  await printTable(
    io,
    [
      { header: io.t('cli.column.id'), value: (one) => one.id },
      { header: io.t('cli.column.name'), value: (one) => one.name, isFlexible: true },
      {
        header: io.t('cli.column.size'),
        value: (one) => (io.isOutputTty ? sizeText(one.bytes) : one.bytes),
        align: 'right',
      },
    ],
    files,
  )
}
