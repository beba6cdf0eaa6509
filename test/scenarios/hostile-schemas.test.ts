// Every field of every request given every wrong value: refused with its code, never a fault of the hub, and the link,
// the session and everybody else go on.
import { expect, test } from 'vitest'
import { REQUESTS, type RequestName } from '../../src/features/requests.ts'
import { TABLE } from '../session/expectations.ts'
import { makeCast, makeSituation } from '../session/situation.ts'
import { openHub } from '../support/hub.ts'
import { type RawLink, rawLink } from '../support/raw-link.ts'
import { until } from '../support/wait.ts'
import { WRONG_VALUES } from './hostile-values.ts'

/** Names of the fields a request's schema declares. */
function fieldsOf(name: RequestName): readonly string[] {
  return Object.keys(REQUESTS[name].data.shape)
}

/** The data of a request with one field replaced by a JSON text, as text. */
function withField(data: object, field: string, value: string): string {
  const others = Object.entries(data).filter(([key]) => key !== field)
  const pairs = others.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one)}`)
  return `{${[...pairs, `${JSON.stringify(field)}:${value}`].join(',')}}`
}

/** Says them in portions, each once the one before is answered. */
async function answers(link: RawLink, texts: readonly string[]): Promise<void> {
  let replies = 0
  link.socket.on('message', (data: Buffer) => {
    if (data.includes('"t":"reply"')) replies += 1
  })
  for (let from = 0; from < texts.length; from += 100) {
    for (const text of texts.slice(from, from + 100)) link.say(text)
    await until('the answers', () => link.closed || replies >= Math.min(texts.length, from + 100))
  }
}

test('every field of every request, every wrong value, by a rep and by a customer', async () => {
  const hub = await openHub()
  const cast = await makeCast(hub)
  const at = await makeSituation(cast)
  const told = new Map<string, number>()
  for (const asker of ['primary', 'customer'] as const) {
    const link = await rawLink(hub.url, at.as[asker].token)
    const texts: string[] = []
    // What ends the asker's own part in it comes nowhere: those need no field to be right.
    const names = (Object.keys(REQUESTS) as RequestName[]).filter((name) => fieldsOf(name).length > 0)
    for (const name of names) {
      const data = TABLE[name].data(at, asker) as object
      const fields = [...fieldsOf(name), '__proto__', 'unknownField']
      for (const field of fields)
        for (const value of WRONG_VALUES) {
          const id = `h-${asker}-${texts.length}`
          const session = REQUESTS[name].target === 'session' ? `"session":"${at.id}",` : ''
          texts.push(`{"t":"request","id":"${id}","name":"${name}",${session}"data":${withField(data, field, value)}}`)
        }
    }
    await answers(link, texts)
    expect(link.closed).toBe(null)
    for (const one of link.heard) {
      if (one.t !== 'reply') continue
      const code = one.outcome === 'done' ? 'done' : one.error.code
      told.set(code, (told.get(code) ?? 0) + 1)
      expect(one.outcome === 'failed' ? one : null).toBe(null)
    }
    link.socket.terminate()
  }
  expect(hub.log).toEqual([])
  expect(({} as Record<string, unknown>).x).toBe(undefined)
  expect(told.get('request.malformed')).toBeGreaterThan(2_000)
}, 60_000)

test('the envelope itself: every field, every wrong value, ends one link with its reason and nothing else', async () => {
  const hub = await openHub()
  const honest = await rawLink(hub.url, hub.admin.token)
  const envelopes = {
    request: { t: 'request', id: 'x', name: 'site.about', session: 's', data: {} },
    follow: { t: 'follow', stream: 'site', after: 0 },
    unfollow: { t: 'unfollow', stream: 'site' },
    watch: { t: 'watch', channel: 1, on: true },
    refresh: { t: 'refresh', channel: 1 },
    presence: { t: 'presence', session: 's', typing: true },
  }
  for (const envelope of Object.values(envelopes))
    for (const field of [...Object.keys(envelope).filter((key) => key !== 'data'), '__proto__'])
      for (const value of ['null', '-1', '1e308', '{}', `"${'x'.repeat(500)}"`]) {
        const link = await rawLink(hub.url, hub.admin.token)
        link.say(withField(envelope, field, value))
        link.say({ t: 'request', id: 'after', name: 'site.about', data: {} })
        await until(
          'an answer or the end',
          () => link.closed || link.heard.some((one) => one.t === 'reply' && one.id === 'after'),
        )
        const bye = link.heard.find((one) => one.t === 'bye')
        if (bye?.t === 'bye') expect(bye.error.code).toBe('link.protocol')
        link.socket.terminate()
      }
  expect(hub.log).toEqual([])
  expect((await honest.ask('site.about', {})).outcome).toBe('done')
}, 60_000)
