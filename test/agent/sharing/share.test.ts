// A share of a drawn desktop, told by its hub what becomes of it at the worst moments.
import { expect, test } from 'vitest'
import type { ShareChange } from '../../../agent/features/handler.ts'
import { openFakePlatform } from '../../../agent/platform/fake/fake-platform.ts'
import type { Channel } from '../../../agent/session/channel.ts'
import { type ShareGiven, share } from '../../../agent/sharing/share.ts'
import { startShows } from '../../../agent/sharing/shows.ts'
import type { PictureStats } from '../../../src/protocol/envelope.ts'
import { until } from '../../support/wait.ts'

/** A channel that somebody looks at; keeps what is told of the picture. */
function watchedChannel(told: PictureStats[]): Channel {
  const one: Channel = {
    number: 7,
    send: () => true,
    bufferedBytes: () => 0,
    tellStats: (picture) => void told.push(picture),
    onWatchers: (listener) => listener({ count: 1, controller: false, relayed: 1, peers: [], controls: [] }),
    onInput: () => undefined,
    onRefresh: () => undefined,
    close: () => undefined,
  }
  return one
}

test('options that come with the very answer that it may begin are those of its first picture', async () => {
  const told: PictureStats[] = []
  const listeners: ((change: ShareChange) => void)[] = []
  const stopper = new AbortController()
  const given: Partial<ShareGiven> = {
    ask: 'k_1',
    kind: 'desktop.view',
    signal: stopper.signal,
    shows: startShows(),
    openPlatform: () => openFakePlatform({ clock: Date.now }),
    onShare: (listener) => void listeners.push(listener),
    started: async () => {
      const options = { mode: 'standard', colors: '256', maxKbps: null, monitor: null } as const
      for (const listener of listeners) listener({ options })
      return watchedChannel(told)
    },
    watched: () => undefined,
  }
  const sharing = share(given as ShareGiven, [{ name: 'desktop', target: {}, notice: 'Jamie looks', info: {} }])
  await until('word of the picture', () => told.length > 0)
  expect(told[0]).toMatchObject({ mode: 'standard', colors: '256' })
  stopper.abort()
  expect(await sharing).toBe('done')
})
