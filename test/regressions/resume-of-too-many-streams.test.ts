// What went wrong: a hello that resumed more streams than a link may follow threw where nobody caught it, and the
// whole hub went down with one link.
import { expect, test } from 'vitest'
import { MAX_FOLLOWED_STREAMS } from '../../src/protocol/limits.ts'
import { openHub } from '../support/hub.ts'
import { hello, openSocket, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'

const streams = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`session/s_${at}`, 0]))

test('a link resumes the most streams it may follow; one more costs that link and nothing else', async () => {
  const hub = await openHub()
  const most = await rawLink(hub.url, hub.admin.token, { resume: streams(MAX_FOLLOWED_STREAMS) })
  await until('all streams', () => most.heard.filter(({ t }) => t === 'events').length >= MAX_FOLLOWED_STREAMS)
  most.say({ t: 'follow', stream: 'session/s_onemore', after: 0 })
  expect(await most.bye()).toBe('request.too-many')

  const over = await openSocket(hub.url)
  over.say(hello(hub.admin.token, streams(MAX_FOLLOWED_STREAMS + 1)))
  expect(await over.bye()).toBe('request.too-many')
  expect((await hub.ask('site.about', {})).initialised).toBe(true)
})
