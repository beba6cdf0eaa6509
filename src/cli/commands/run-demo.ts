// Shows everything in one command: to a person the console on a running session, else the whole story, checked.
import type { Run } from '../../features/command.ts'
import { printNdjsonLine } from '../../terminal/print/print-json.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import { duration } from '../../terminal/text/time.ts'
import type { ProgramContext } from '../context.ts'
import { playLive } from '../demo/live.ts'
import { play } from '../demo/play.ts'
import { setStage } from '../demo/stage.ts'

interface Options {
  readonly keep?: string
  readonly platform?: 'x11' | 'fake'
}

/** `deskhand demo`: without a terminal one {"step","ok","fact","durationMs"} a line, last {"ok","steps","durationMs","folder"}. */
export const run: Run<Options> = async (context, { options }) => {
  const { io, signal } = context
  const program = context as ProgramContext // commands of the program get the program's context
  const stage = await setStage(io.env, { keep: options.keep ?? null, platform: options.platform ?? null })
  try {
    if (io.isInputTty && io.isOutputTty && !io.isJson) return await playLive(io, stage, () => program.ownMachine())
    const played = await play(io, stage, signal)
    const folder = options.keep === undefined ? null : stage.folder
    if (io.isJson) await printNdjsonLine(io.stdout, { ...played, folder })
    else {
      const time = duration(played.durationMs, io.language)
      await printMessage(io, io.t(played.ok ? 'demo.done' : 'demo.failed', { count: played.steps, time }))
      if (folder !== null) await printMessage(io, io.t('demo.kept', { folder }))
    }
    return played.ok ? undefined : 1
  } finally {
    await stage.clear()
  }
}
