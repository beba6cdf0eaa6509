// Runs one program of the system for its output: no shell, a bound on what it may print, ended at the deadline.
import { execFile } from 'node:child_process'

/** Most output of one program, in bytes. */
export const MAX_OUTPUT_BYTES = 8 * 1_048_576

/** What it printed. Rejects when it is not there, fails, prints too much or is too slow. */
export function run(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      maxBuffer: MAX_OUTPUT_BYTES,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      windowsHide: true,
    }
    execFile(program, [...args], options, (error, stdout) => (error ? reject(error) : resolve(stdout)))
  })
}

/** Lines of text, empty ones left out. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}
