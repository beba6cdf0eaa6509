// What went wrong: a program that followed a session while it waited at the door was moved on past everything it was not
// allowed to see yet; once let in, it never heard how the session had begun and showed an empty one.
import { describe, expect, test } from 'vitest'
import { openMirror } from '../../src/client/mirror.ts'
import { openLink } from '../../src/client/open-link.ts'
import { post } from '../../src/client/post.ts'
import { serveHub } from '../../src/hub/main.ts'
import { temporaryFolder } from '../support/temp.ts'

describe('waiting at the door', () => {
  test('who is let in hears the session from its beginning on the link that waited', async () => {
    const dataDir = await temporaryFolder()
    const hub = await serveHub({
      dataDir,
      database: null,
      host: '127.0.0.1',
      port: 0,
      publicUrl: null,
      tlsCert: null,
      tlsKey: null,
      behindProxy: false,
      routes: [],
      log: () => {},
    })
    try {
      const admin = { email: 'lead@example.com', name: 'Lead', password: 'long enough it is' }
      const setup = { token: hub.setupToken ?? '', ...admin }
      const { token } = await post({ url: hub.url, token: '' }, { name: 'site.setup', data: setup })
      const rep = { url: hub.url, token }
      const session = await post(rep, { name: 'session.start', data: { topic: 'Printer', approval: true } })
      const join = { code: session.number, name: 'Min-ji' }
      const seat = await post({ url: hub.url, token: '' }, { name: 'session.join', data: join })
      expect(seat.state).toBe('knocking')
      const link = openLink({ url: hub.url, token: seat.token })
      const mirror = openMirror(link, session.id)
      await mirror.ready()
      expect(mirror.state.core.topic).toBe('')
      await post(rep, { name: 'session.admit', data: { participant: seat.participant } }, { session: session.id })
      await mirror.until(({ core }) => core.phase === 'active')
      expect(mirror.state.core.topic).toBe('Printer')
      expect(mirror.state.core.participants.get(seat.participant)?.state).toBe('present')
      link.close()
    } finally {
      await hub.close()
    }
  })
})
