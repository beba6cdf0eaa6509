// The customer's page of a session, in a real browser with the real hub: conversation, asks, leaving, coming back.
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { present } from '../../src/session/state.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { HOSTILE_TEXTS } from '../support/hostile.ts'
import { until } from '../support/wait.ts'
import { type Customer, openCustomer } from './customer.ts'
import { joinByLink, type PageHub, type PageRep, startPageHub, startSession } from './page-hub.ts'

/** The browser itself notes every connection that breaks. */
const BROKEN = /WebSocket connection|ERR_CONNECTION|Failed to load resource/

let hub: PageHub
let browser: Browser
beforeAll(async () => {
  hub = await startPageHub()
  browser = await startBrowser()
})

async function enter(name = 'Kim', options: Parameters<typeof openCustomer>[2] = {}) {
  const rep = await startSession(hub.url)
  const customer = await openCustomer(browser, `${hub.url}/j/${rep.number}`, options)
  await customer.join(name)
  await customer.page.waitForSelector('.composer')
  return { rep, customer, me: await idOf(rep, name) }
}

const idOf = (rep: PageRep, name: string) =>
  until(`${name} in the session`, () => present(rep.mirror.state.core, 'customer').find((one) => one.name === name)?.id)
const chatOf = (rep: PageRep) => rep.mirror.state.chat.messages.map(({ text }) => text)
const heard = (rep: PageRep, text: string) => until(`“${text}” at the rep`, () => chatOf(rep).includes(text))
const askOf = (rep: PageRep) => [...rep.mirror.state.core.asks.values()].at(-1)
/** Tells when an ask is where it should be; the rep's own request goes on meanwhile. */
const askState = (rep: PageRep, state: string) => until(`the ask to be ${state}`, () => askOf(rep)?.state === state)

describe('the conversation', () => {
  test('[INS-01] goes both ways with nothing installed on the customer’s computer', async () => {
    const { rep, customer, me } = await enter()
    await customer.write('My printer does not print')
    await heard(rep, 'My printer does not print')
    await rep.ask('chat.send', { text: 'Since when?' })
    await customer.sees('Since when?')
    expect(await customer.said()).toEqual(['My printer does not print', 'Since when?'])
    expect(rep.mirror.state.core.participants.get(me)?.machine).toMatchObject({
      program: 'page',
      display: 'none',
      hostname: '',
    })
  })

  test('reaches one person alone when the customer chooses one', async () => {
    const { rep, customer } = await enter()
    const other = await joinByLink(hub.url, rep.number, 'Lee')
    await customer.sees('Lee')
    await customer.write('For your eyes only', 'Min Park')
    await heard(rep, 'For your eyes only')
    await customer.sees('only to Min Park')
    await rep.ask('chat.send', { text: 'Only for Kim', to: 'Kim' })
    await customer.sees('only to you')
    await rep.ask('chat.send', { text: 'For all of you' })
    await until('the message to everyone', () => other.mirror.state.chat.messages.at(-1)?.text === 'For all of you')
    expect(other.mirror.state.chat.messages.map(({ text }) => text)).toEqual(['For all of you'])
  })

  test('takes 1000 characters, counted as people count, and keeps one more without cutting it', async () => {
    const { rep, customer } = await enter()
    const { page } = customer
    await page.fill('textarea', '🙂'.repeat(1_001))
    expect(await page.innerText('.count')).toBe('1001 of 1000 characters: too long to send')
    expect(await page.isDisabled('.composer button')).toBe(true)
    await page.press('textarea', 'Enter')
    expect(await page.inputValue('textarea')).toBe('🙂'.repeat(1_001))
    await customer.write('🙂'.repeat(1_000))
    await heard(rep, '🙂'.repeat(1_000))
    expect(await page.inputValue('textarea')).toBe('')
  })

  test('sends what an input method composes when it is finished, not when Enter ends a syllable', async () => {
    const { rep, customer } = await enter()
    const { page } = customer
    const input = await page.context().newCDPSession(page)
    await page.focus('textarea')
    await input.send('Input.imeSetComposition', { text: '안녕', selectionStart: 2, selectionEnd: 2 })
    await input.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'Enter', windowsVirtualKeyCode: 229 })
    await input.send('Input.insertText', { text: '안녕' })
    expect([chatOf(rep), await page.inputValue('textarea')]).toEqual([[], '안녕'])
    await page.press('textarea', 'Shift+Enter')
    await page.keyboard.type('하세요')
    await page.press('textarea', 'Enter')
    await heard(rep, '안녕\n하세요')
  })

  test('shows everything other people write and are called as text, and nothing of it runs', async () => {
    const name = '<img src=x onerror=window.hacked=1>'
    const { rep, customer } = await enter(name)
    const texts = HOSTILE_TEXTS.map(({ value }) => value.toWellFormed()).filter(
      (text) => text !== '' && [...text].length <= 1_000,
    )
    for (const text of texts) await rep.ask('chat.send', { text })
    await joinByLink(hub.url, rep.number, '<script>window.hacked=1</script>\u202e')
    await customer.sees('<script>window.hacked=1</script>·')
    expect(await customer.said()).toHaveLength(texts.length)
    const strange = await customer.page.evaluate(() => [
      'hacked' in window,
      document.querySelectorAll('#room script, #room img, #room iframe, #room a, #room style').length,
      /[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
      document.documentElement.scrollWidth > window.innerWidth,
    ])
    expect(strange).toEqual([false, 0, false, false])
  })

  test('tells who is writing, on both sides', async () => {
    const { rep, customer } = await enter()
    rep.link.typing(rep.id, true)
    await customer.sees('Min Park is writing …')
    await customer.page.fill('textarea', 'I')
    await until('the customer to be writing', () => rep.mirror.presence.typing.length > 0)
  })

  test('[SES-28] needs a name, Enter, a message and Enter: no more, and no mouse', async () => {
    const rep = await startSession(hub.url)
    const { page } = await openCustomer(browser, `${hub.url}/j/${rep.number}`)
    await page.waitForSelector('#join button:enabled')
    expect(await page.locator('#join input:visible').count()).toBe(1)
    const reach = async (selector: string) => {
      for (let presses = 0; presses < 30; presses += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`${selector} cannot be reached with the keyboard`)
    }
    await reach('#name')
    await page.keyboard.type('Kim')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.composer')
    await reach('textarea')
    await page.keyboard.type('Hello')
    await page.keyboard.press('Enter')
    await heard(rep, 'Hello')
    await page.keyboard.press('Home')
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await reach('button.leave')
    await page.keyboard.press('Enter')
    await page.waitForSelector('text=You have left the session')
  })
})

describe('other people', () => {
  test('[INV-04] the first customer is told when another one joins, and who came before is no news to the second', async () => {
    const { rep, customer } = await enter('Kim')
    const second = await openCustomer(browser, `${hub.url}/j/${rep.number}`)
    await second.join('Lee')
    await customer.sees('Another customer, Lee, has joined. They read what is written to everyone.')
    await second.page.waitForSelector('.composer')
    expect(await second.page.innerText('body')).not.toContain('Another customer')
    await second.page.click('button.leave')
    await customer.sees('Lee has left.')
  })

  test('who controls the session is said when it changes', async () => {
    const { rep, customer } = await enter()
    const lead = { email: 'lead@example.com', name: 'Sora Lim', password: 'another long password' }
    await rep.link.request('account.add', { ...lead, role: 'rep' })
    const { post } = await import('../../src/client/post.ts')
    const account = await post(
      { url: hub.url, token: '' },
      { name: 'account.login', data: { email: lead.email, password: lead.password, device: 'test' } },
    )
    await post({ url: hub.url, token: account.token }, { name: 'session.assist', data: { session: rep.number } })
    await customer.sees('Sora Lim has joined from support and reads the conversation.')
    await rep.ask('session.pass', { to: 'Sora Lim' })
    await customer.sees('Sora Lim is now in control of the session instead of Min Park.')
    await customer.sees('Sora Lim of Deskhand is supporting you.')
  })
})

describe('an ask', () => {
  test('is shown with the way to run the support program and answered by nobody but the customer', async () => {
    const { rep, customer } = await enter()
    await rep.ask('desktop.view', {})
    await customer.sees('See your whole desktop')
    await askState(rep, 'delivered')
    expect(await customer.page.innerText('.ask code')).toBe(`curl -fsSL ${hub.url}/j/${rep.number} | sh`)
    expect(await customer.page.locator('.ask button').allInnerTexts()).toEqual(['Copy', 'Refuse'])
    await customer.page.click('.ask >> text=Refuse')
    await askState(rep, 'denied')
    expect(askOf(rep)?.answeredBy).toBe('customer')
    await customer.sees('You refused: See your whole desktop. Nothing was started.')
    expect(await customer.page.isVisible('.ask')).toBe(false)
  })

  test('goes away when the rep withdraws it, and counts as delivered only once it is looked at', async () => {
    const { rep, customer } = await enter()
    await customer.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    })
    await rep.ask('sysinfo.collect', {})
    await customer.page.waitForSelector('.ask')
    expect(await customer.page.title()).toContain('You are asked something')
    expect(askOf(rep)?.state).toBe('requested')
    await customer.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible' })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await askState(rep, 'delivered')
    await rep.ask('consent.withdraw', { ask: askOf(rep)?.id ?? '' })
    await customer.sees('No longer asked for: Read information about this computer.')
    expect(await customer.page.isVisible('.ask')).toBe(false)
  })
})

describe('the end', () => {
  test('[SES-22] comes when the customer leaves, at once and without asking anybody', async () => {
    const { rep, customer, me } = await enter()
    await customer.page.click('button.leave')
    await customer.sees('You have left the session')
    await until('the rep to know', () => rep.mirror.state.core.participants.get(me)?.state === 'left')
    expect(await customer.seat()).toBeNull()
    await customer.page.reload()
    await customer.sees('You are not in a session')
  })

  test('comes when the session ends, and nothing more can be written', async () => {
    const { rep, customer } = await enter()
    await rep.ask('session.end', {})
    await customer.sees('The session has ended')
    expect(await customer.page.locator('textarea').count()).toBe(0)
    expect(await customer.seat()).toBeNull()
  })

  test('is not the end for a tab that another one took over: it can take the session back', async () => {
    const { rep, customer } = await enter()
    await rep.ask('chat.send', { text: 'Still there?' })
    await customer.sees('Still there?')
    const [seat, page] = [await customer.seat(), await customer.page.context().newPage()]
    await page.goto(hub.url)
    await page.evaluate((kept) => window.sessionStorage.setItem('deskhand.seat', kept), JSON.stringify(seat))
    await page.goto(`${hub.url}/room`)
    await page.waitForSelector('.composer')
    await customer.sees('The session goes on in another tab')
    await customer.page.click('text=Use it in this tab')
    await customer.sees('Still there?')
    expect(await customer.said()).toEqual(['Still there?'])
    await page.waitForSelector('text=The session goes on in another tab')
  })

  test('is said to a tab without a place, or with one that is none', async () => {
    const { page } = await openPage(browser, `${hub.url}/room`)
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
    const { rep, customer } = await enter('Kim', { allowed: BROKEN })
    await customer.write('Before')
    await heard(rep, 'Before')
    await hub.stop()
    await customer.sees('The connection was lost.')
    await customer.write('While you were away')
    await customer.sees('Sending …')
    await hub.start()
    await heard(rep, 'While you were away')
    await until('the message to be sent', async () => (await customer.said()).length === 2)
    await customer.write('After')
    await heard(rep, 'After')
    expect(chatOf(rep)).toEqual(['Before', 'While you were away', 'After'])
    await until('all messages', async () => (await customer.said()).length === 3)
    expect(await customer.said()).toEqual(['Before', 'While you were away', 'After'])
    expect(await customer.page.isVisible('.link')).toBe(false)
  })

  test('finds a reloaded page where it was, and other pages of the tab with the way back', async () => {
    const { rep, customer } = await enter()
    await customer.write('Hello')
    await heard(rep, 'Hello')
    await customer.page.reload()
    await customer.sees('Hello')
    await customer.page.goto(hub.url)
    await customer.page.click('text=Back to the session')
    await customer.sees('Hello')
    expect(present(rep.mirror.state.core, 'customer')).toHaveLength(1)
  })

  test('keeps what the hub refuses and says why, to send again or discard', async () => {
    const { rep, customer } = await enter()
    const other = await joinByLink(hub.url, rep.number, 'Lee')
    await customer.sees('Lee')
    await customer.page.selectOption('#to', { label: 'Lee' })
    await refuseOnce(customer)
    await customer.write('Are you there?')
    await customer.sees('Not sent. Too much at once.')
    await customer.page.click('text=Send again')
    await until('the message to arrive', () => other.mirror.state.chat.messages.length === 1)
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
