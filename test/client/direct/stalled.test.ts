// A viewer that stops in its tracks: it slows nobody, its sender lets go of it, and it finds its way back.
import { expect, test } from 'vitest'
import { startProgram } from '../../support/programs.ts'
import { until } from '../../support/wait.ts'
import { stage } from './stage.ts'

test('[SHP-07] a stalled viewer on a direct path slows no other, costs bounded memory, and catches up when it goes on', async () => {
  const on = await stage()
  const rep = await on.watcher()
  const program = new URL('./watch-program.ts', import.meta.url).pathname
  const args = [process.execPath, program, on.hub.url, on.id, String(on.channel)]
  const stalled = await startProgram(args, { input: on.hub.admin.token as string })
  await until('both direct paths', () => {
    on.send()
    return rep.watch.path === 'direct' && stalled.lines().some((line) => line.startsWith('direct'))
  })
  await until('nothing to need the hub', () => on.watchers.relayed === 0)
  process.kill(stalled.pid, 'SIGSTOP')
  const before = process.memoryUsage().rss
  let worstMs = 0
  // 100 MB in all, at a pace the healthy path takes.
  for (let index = 0; index < 200; index++) {
    const sentAt = performance.now()
    on.send(500_000)
    await until('the picture', () => rep.seqs.at(-1) === on.lastSeq)
    worstMs = Math.max(worstMs, performance.now() - sentAt)
    expect(on.server.bufferedBytes()).toBeLessThan(1_000_000)
  }
  expect(rep.missed).toEqual([])
  expect(worstMs).toBeLessThan(1_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1_048_576)
  process.kill(stalled.pid, 'SIGCONT')
  await until('it to be back', () => stalled.lines().filter((line) => line.startsWith('direct')).length === 2)
  expect(stalled.lines().some((line) => line.startsWith('relay'))).toBe(true)
}, 60_000)
