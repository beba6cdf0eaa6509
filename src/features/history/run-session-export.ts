// Writes a session's journal into one file that proves itself.
import { bundleHeader, bundleTrailer } from '../../journal/bundle.ts'
import { BUILD } from '../../protocol/version.ts'
import { write } from '../../terminal/print/io.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { CommandContext, Run } from '../command.ts'
import type { RequestReply } from '../requests.ts'
import { printResult } from '../shape.ts'
import { writeFileWhole } from '../write-file.ts'

interface Options {
  readonly out?: string
}
type SignedHead = RequestReply<'journal.head'>

/** `deskhand session export`: {"file","bytes","session","events","hash","key"}; `--out -` writes the bundle to stdout. */
export const run: Run<Options> = async (context, { options }) => {
  const { io } = context
  const session = await context.sessionId()
  const head = await context.request('journal.head', { session })
  if (options.out === '-') {
    for await (const line of bundleLines(context, session, head)) await write(io.stdout, line)
    return undefined
  }
  const { number } = await context.request('session.show', { session })
  const file = options.out ?? `session-${number}.dhs`
  const bytes = await writeFileWhole(file, bundleLines(context, session, head))
  const shape = { file, bytes, session, events: head.seq, hash: head.hash, key: head.key }
  await printResult(io, shape, () => printMessage(io, io.t('cli.exported', { file, count: head.seq, key: head.key })))
  return undefined
}

/** The bundle's lines, up to the entry the head was signed for. */
async function* bundleLines(context: CommandContext, session: string, head: SignedHead): AsyncGenerator<string> {
  yield `${bundleHeader(head.stream, { at: context.io.now(), build: BUILD })}\n`
  let after = 0
  while (after < head.seq) {
    const page = await context.request('journal.lines', { session, after })
    const lines = page.lines.slice(0, head.seq - after)
    for (const line of lines) yield `${line}\n`
    after += lines.length
    if (lines.length === 0) break // the verification would name what is missing
  }
  yield `${bundleTrailer(head)}\n`
}
