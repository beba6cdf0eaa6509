// A hub that is killed loses nothing it acknowledged, on every engine.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { atEnd } from '../support/ending.ts'
import { ENGINES, migrated, opened } from './storage-engines.ts'
import { everyLine } from './storage-given.ts'

const WRITER = new URL('storage-writer.ts', import.meta.url).pathname
/** Kills of one test, each after a random number of acknowledged appends up to the other. */
const KILLS = 10
const MOST_APPENDS = 2_500

/** Lets the writer work until it has acknowledged `count` appends, kills it, and returns what it had acknowledged. */
async function writeAndKill(url: string, count: number): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [WRITER, url], { stdio: ['ignore', 'pipe', 'inherit'] })
  atEnd(() => writer.kill('SIGKILL'))
  const ended = once(writer, 'exit')
  const acknowledged: string[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    if (line !== 'ready') acknowledged.push(line)
    if (acknowledged.length >= count) writer.kill('SIGKILL')
  }
  await ended
  return acknowledged
}

describe.each(ENGINES)('a hub on $engine that is killed', ({ freshUrl }) => {
  it('loses nothing it acknowledged, at any moment', { timeout: 120_000 }, async () => {
    const url = await freshUrl()
    await (await migrated(url)).close()
    const acknowledged: string[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const count = Math.ceil(Math.random() ** 2 * MOST_APPENDS)
      const told = await writeAndKill(url, count)
      expect(told.length, `kill ${kill} after ${count}`).toBeGreaterThanOrEqual(count)
      acknowledged.push(...told)
    }
    const storage = await opened(url)
    const lines = await everyLine(storage)
    const kept = new Set(lines.map(({ stream, seq }) => `done ${stream} ${seq}`))
    expect(acknowledged.filter((one) => !kept.has(one))).toEqual([])
    // What was on its way may be there as well, but never half of it, and never with a hole before it.
    expect((await storage.check()).filter(({ sentence }) => sentence !== 'unlisted')).toEqual([])
    const heads = new Map(lines.map(({ stream, seq }) => [stream, String(seq)]))
    expect(await storage.directory.settings()).toEqual(Object.fromEntries(heads))
    for (const [stream, seq] of heads) {
      const read = await storage.journal.read(stream, 0, lines.length)
      expect(read.map((line) => line.seq)).toEqual(Array.from({ length: Number(seq) }, (_, index) => index + 1))
      expect(await storage.journal.replyOf(`${stream}/${seq}`)).toBe(read.at(-1)?.line)
    }
  })
})
