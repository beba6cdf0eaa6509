// Programs of a benchmark: how long one takes to end, or to say something.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** Milliseconds until the program has ended with 0. */
export async function untilEnd(program: string, args: readonly string[]): Promise<number> {
  const from = performance.now()
  const [code] = await once(spawn(program, [...args], { stdio: 'ignore' }), 'exit')
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${code}`)
  return performance.now() - from
}

/** How long a program may say nothing, in milliseconds. */
const PATIENCE_MS = 30_000

/** A program that has said what was waited for. */
export interface Spoken {
  readonly ms: number
  /** What it said up to and with the match. */
  readonly text: string
}

/** Milliseconds from `from` until the program's output matches. */
export function untilOutput(child: ChildProcess, match: RegExp, from: number = performance.now()): Promise<Spoken> {
  return new Promise((resolve, reject) => {
    let text = ''
    const fail = (why: string): void => reject(new Error(`${why}: ${JSON.stringify(text.slice(0, 500))}`))
    const timer = setTimeout(() => fail(`nothing like ${match}`), PATIENCE_MS)
    child.once('exit', (code) => fail(`ended with ${code}`))
    const read = (chunk: Buffer): void => {
      text += chunk.toString()
      if (!match.test(text)) return
      clearTimeout(timer)
      child.stdout?.off('data', read).resume() // what comes later must not fill the pipe
      resolve({ ms: performance.now() - from, text })
    }
    child.stdout?.on('data', read)
  })
}

/** Ends a program and waits until it is gone. */
export async function stop(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
