// A machine without WebRTC: everything goes over the hub, and nothing else is different.
import { expect, test, vi } from 'vitest'
import { readSignal, writeSignal } from '../../../src/client/direct/signal-text.ts'
import { loadWrtc } from '../../../src/client/direct/wrtc.ts'
import { until } from '../../support/wait.ts'
import { stage } from './stage.ts'

vi.mock('wrtc', () => {
  throw new Error('Cannot find module: no build for this machine')
})

test('[SHP-07] without the library a view stays on the relay, whole, and whoever asks for a direct path is refused one', async () => {
  expect(await loadWrtc()).toBeNull()
  const on = await stage()
  const rep = await on.watcher()
  await until('pictures', () => {
    on.send()
    return rep.seqs.length > 10
  })
  expect([rep.watch.path, rep.missed, rep.paths, on.watchers.peers]).toEqual(['relay', [], [], []])
  // Another watcher may have the library: this end says no, so that it does not wait.
  const answers: (string | undefined)[] = []
  rep.link.onSignal(({ data }) => void answers.push(readSignal(data)?.type))
  rep.link.signal(on.channel, null, writeSignal({ type: 'offer', attempt: 5, sdp: 'v=0' }))
  await until('the answer', () => answers.length > 0)
  expect(answers).toEqual(['refused'])
  const before = on.lastSeq
  await until('pictures to go on', () => {
    on.send()
    return (rep.seqs.at(-1) ?? 0) > before
  })
  expect(rep.missed).toEqual([])
})
