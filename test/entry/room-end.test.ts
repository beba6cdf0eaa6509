// How a customer's page leaves a session, and how it comes back to one: ends, other tabs, a hub that goes away.
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { MAX_OUTBOX } from '../../src/entry/page/room/outbox.ts'
import { chatMessages } from '../../src/features/chat/state.ts'
import { present } from '../../src/session/state.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { until } from '../support/wait.ts'
import type { Customer } from './customer.ts'
import { chatOf, enter, heard } from './in-room.ts'
import { joinByLink, type PageHub, startPageHub } from './page-hub.ts'

/** The browser itself notes every connection that breaks. */
const BROKEN = /WebSocket connection|ERR_CONNECTION|Failed to load resource/

let at: { readonly hub: PageHub; readonly browser: Browser }
beforeAll(async () => {
  at = { hub: await startPageHub(), browser: await startBrowser() }
})

describe('the end', () => {
  test('[SES-22] comes when the customer leaves, at once and without asking anybody', async () => {
    const { rep, customer, me } = await enter(at)
    await customer.page.click('button.leave')
    await customer.sees('You have left the session')
    await until('the rep to know', () => rep.mirror.state.core.participants.get(me)?.state === 'left')
    expect(await customer.seat()).toBeNull()
    await customer.page.reload()
    await customer.sees('You are not in a session')
  })

  test('comes when the session ends, and nothing more can be written', async () => {
    const { rep, customer } = await enter(at)
    await rep.ask('session.end', {})
    await customer.sees('The session has ended')
    expect(await customer.page.locator('textarea').count()).toBe(0)
    expect(await customer.seat()).toBeNull()
  })

  test('is not the end for a tab that another one took over: it can take the session back', async () => {
    const { rep, customer } = await enter(at)
    await rep.ask('chat.send', { text: 'Still there?' })
    await customer.sees('Still there?')
    const [seat, page] = [await customer.seat(), await customer.page.context().newPage()]
    await page.goto(at.hub.url)
    await page.evaluate((kept) => window.sessionStorage.setItem('deskhand.seat', kept), JSON.stringify(seat))
    await page.goto(`${at.hub.url}/room`)
    await page.waitForSelector('.composer')
    await customer.sees('The session goes on in another tab')
    await customer.page.click('text=Use it in this tab')
    await customer.sees('Still there?')
    expect(await customer.said()).toEqual(['Still there?'])
    await page.waitForSelector('text=The session goes on in another tab')
  })

  test('is said to a tab without a place, or with one that is none', async () => {
    const { page } = await openPage(at.browser, `${at.hub.url}/room`)
    for (const kept of ['', 'null', '{', '{"session":1}', '[]']) {
      await page.evaluate((value) => window.sessionStorage.setItem('deskhand.seat', value), kept)
      await page.reload()
      await page.waitForSelector('text=You are not in a session')
    }
    const forged = {
      session: 's_0000000000000000',
      number: '1',
      participant: 'p',
      token: 'dh_x',
      state: 'present',
      name: '',
      company: '',
      rep: '',
    }
    await page.evaluate((value) => window.sessionStorage.setItem('deskhand.seat', value), JSON.stringify(forged))
    await page.reload()
    await page.waitForSelector('text=Your place in the session has expired')
  })
})

describe('a hub that goes away', () => {
  test('comes back to the same conversation: what was written meanwhile arrives once', async () => {
    const { rep, customer } = await enter(at, 'Kim', { allowed: BROKEN })
    await customer.write('Before')
    await heard(rep, 'Before')
    await at.hub.stop()
    await customer.sees('The connection was lost.')
    await customer.write('While you were away')
    await customer.sees('Sending …')
    await at.hub.start()
    await heard(rep, 'While you were away')
    await until('the message to be sent', async () => (await customer.said()).length === 2)
    await customer.write('After')
    await heard(rep, 'After')
    expect(chatOf(rep)).toEqual(['Before', 'While you were away', 'After'])
    await until('all messages', async () => (await customer.said()).length === 3)
    expect(await customer.said()).toEqual(['Before', 'While you were away', 'After'])
    expect(await customer.page.isVisible('.link')).toBe(false)
  })

  test(`lets ${MAX_OUTBOX} messages wait and keeps one more where it is written`, async () => {
    const { rep, customer } = await enter(at, 'Kim', { allowed: BROKEN })
    await at.hub.stop()
    await customer.sees('The connection was lost.')
    for (let count = 1; count <= MAX_OUTBOX; count += 1) await customer.write(`Message ${count}`)
    await customer.page.fill('textarea', 'One more')
    await customer.page.press('textarea', 'Enter')
    expect(await customer.page.isDisabled('.composer button')).toBe(true)
    expect(await customer.page.locator('[data-unsent=sending]').count()).toBe(MAX_OUTBOX)
    await at.hub.start()
    await heard(rep, `Message ${MAX_OUTBOX}`)
    expect(chatOf(rep)).toEqual(Array.from({ length: MAX_OUTBOX }, (_, at) => `Message ${at + 1}`))
    expect(await customer.page.inputValue('textarea')).toBe('One more')
    await customer.page.click('.composer button:enabled')
    await heard(rep, 'One more')
  })

  test('finds a reloaded page where it was, and other pages of the tab with the way back', async () => {
    const { rep, customer } = await enter(at)
    await customer.write('Hello')
    await heard(rep, 'Hello')
    await customer.page.reload()
    await customer.sees('Hello')
    await customer.page.goto(at.hub.url)
    await customer.page.click('text=Back to the session')
    await customer.sees('Hello')
    expect(present(rep.mirror.state.core, 'customer')).toHaveLength(1)
  })

  test('keeps what the hub refuses and says why, to send again or discard', async () => {
    const { rep, customer } = await enter(at)
    const other = await joinByLink(at.hub.url, rep.number, 'Lee')
    await customer.sees('Lee')
    await customer.page.selectOption('#to', { label: 'Lee' })
    await refuseOnce(customer)
    await customer.write('Are you there?')
    await customer.sees('Not sent. Too much at once.')
    await customer.page.click('text=Send again')
    await until('the message to arrive', () => chatMessages(other.mirror.state.chat).length === 1)
    expect(await customer.said()).toEqual(['Are you there?'])
  })
})

/** Puts a proxy of the page's own socket in the way that answers one request as a busy hub does. */
async function refuseOnce({ page }: Customer): Promise<void> {
  await page.evaluate(() => {
    const send = WebSocket.prototype.send
    WebSocket.prototype.send = function (data) {
      const request = JSON.parse(String(data)) as { t: string; id: string; name?: string }
      if (request.name !== 'chat.send') return send.call(this, data)
      WebSocket.prototype.send = send
      const error = { code: 'request.too-many', message: 'too many requests at once', help: '', details: {} }
      const reply = JSON.stringify({ t: 'reply', id: request.id, outcome: 'refused', error })
      this.dispatchEvent(new MessageEvent('message', { data: reply }))
    }
  })
}
