// What is measured: a way for the picture of a display to get into a page.
import { type Program, startProgram } from './processes.ts'

/** A running pipeline. */
export type Running = {
  readonly url: string
  /** Where the desktop is shown in the page, in its own pixels. */
  readonly selector: string
  /** Processes of the customer's side, whose CPU time counts as the sender's. */
  readonly pids: readonly number[]
  /** Bytes sent to the viewer so far. */
  bytes(): Promise<number>
  /** What it says of itself. */
  describe(): Promise<Readonly<Record<string, unknown>>>
  stop(): Promise<void>
}

/** A pipeline that can be started on a display. */
export type Target = { readonly name: string; start(display: string): Promise<Running> }

/** Deskhand's sender and the viewer's display, over one WebSocket. */
export function deskhand(mode: 'standard' | 'sampling' | 'auto', maxKbps: number | null = null): Target {
  return {
    name: `deskhand ${mode}${maxKbps === null ? '' : ` ${maxKbps} kb/s`}`,
    async start(display) {
      const program = await startProgram('deskhand.ts', [display, mode, String(maxKbps ?? '')])
      const stats = (): Promise<{ sentBytes: number }> => program.ask({ stats: true })
      return { ...running(program), bytes: async () => (await stats()).sentBytes, describe: stats }
    },
  }
}

/** The least that anything can take here; it shows the square alone. */
export const FLOOR: Target = {
  name: 'floor',
  async start(display) {
    const program = await startProgram('floor.ts', [display])
    return { ...running(program), bytes: async () => 0, describe: async () => ({}) }
  },
}

function running(program: Program): Pick<Running, 'url' | 'selector' | 'pids' | 'stop'> {
  const { port } = program.first() as { port: number }
  return { url: `http://127.0.0.1:${port}/`, selector: 'canvas', pids: [program.pid], stop: () => program.stop() }
}
