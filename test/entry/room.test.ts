// The customer's page of a session, in a real browser with the real hub: the conversation, other people, asks.
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { post } from '../../src/client/post.ts'
import { chatMessages } from '../../src/features/chat/state.ts'
import { startBrowser } from '../support/browser.ts'
import { HOSTILE_TEXTS } from '../support/hostile.ts'
import { until } from '../support/wait.ts'
import { openCustomer } from './customer.ts'
import { chatOf, enter, heard } from './in-room.ts'
import { joinByLink, type PageHub, type PageRep, startPageHub, startSession } from './page-hub.ts'

let at: { readonly hub: PageHub; readonly browser: Browser }
beforeAll(async () => {
  at = { hub: await startPageHub(), browser: await startBrowser() }
})

const askOf = (rep: PageRep) => [...rep.mirror.state.core.asks.values()].at(-1)
/** Tells when an ask is where it should be; the rep's own request goes on meanwhile. */
const askState = (rep: PageRep, state: string) => until(`the ask to be ${state}`, () => askOf(rep)?.state === state)

describe('the conversation', () => {
  test('[INS-01] goes both ways with nothing installed on the customer’s computer', async () => {
    const { rep, customer, me } = await enter(at)
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
    const { rep, customer } = await enter(at)
    const other = await joinByLink(at.hub.url, rep.number, 'Lee')
    await customer.sees('Lee')
    await customer.write('For your eyes only', 'Min Park')
    await heard(rep, 'For your eyes only')
    await customer.sees('only to Min Park')
    await rep.ask('chat.send', { text: 'Only for Kim', to: 'Kim' })
    await customer.sees('only to you')
    await rep.ask('chat.send', { text: 'For all of you' })
    await until(
      'the message to everyone',
      () => chatMessages(other.mirror.state.chat).at(-1)?.text === 'For all of you',
    )
    expect(chatMessages(other.mirror.state.chat).map(({ text }) => text)).toEqual(['For all of you'])
  })

  test('takes 1000 characters, counted as people count, and keeps one more without cutting it', async () => {
    const { rep, customer } = await enter(at)
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
    const { rep, customer } = await enter(at)
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
    const { rep, customer } = await enter(at, name)
    const texts = HOSTILE_TEXTS.map(({ value }) => value.toWellFormed()).filter(
      (text) => text !== '' && [...text].length <= 1_000,
    )
    for (const text of texts) await rep.ask('chat.send', { text })
    await joinByLink(at.hub.url, rep.number, '<script>window.hacked=1</script>\u202e')
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
    const { rep, customer } = await enter(at)
    rep.link.typing(rep.id, true)
    await customer.sees('Min Park is writing …')
    await customer.page.fill('textarea', 'I')
    await until('the customer to be writing', () => rep.mirror.presence.typing.length > 0)
  })

  test('[SES-28] needs a name, Enter, a message and Enter: no more, and no mouse', async () => {
    const rep = await startSession(at.hub.url)
    const { page } = await openCustomer(at.browser, `${at.hub.url}/j/${rep.number}`)
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
    const { rep, customer } = await enter(at, 'Kim')
    const second = await openCustomer(at.browser, `${at.hub.url}/j/${rep.number}`)
    await second.join('Lee')
    await customer.sees('Another customer, Lee, has joined. They read what is written to everyone.')
    await second.page.waitForSelector('.composer')
    expect(await second.page.innerText('body')).not.toContain('Another customer')
    await second.page.click('button.leave')
    await customer.sees('Lee has left.')
  })

  test('who controls the session is said when it changes', async () => {
    const { rep, customer } = await enter(at)
    const lead = { email: 'lead@example.com', name: 'Sora Lim', password: 'another long password' }
    await rep.link.request('account.add', { ...lead, role: 'rep' })
    const account = await post(
      { url: at.hub.url, token: '' },
      { name: 'account.login', data: { email: lead.email, password: lead.password, device: 'test' } },
    )
    await post({ url: at.hub.url, token: account.token }, { name: 'session.assist', data: { session: rep.number } })
    await customer.sees('Sora Lim has joined from support and reads the conversation.')
    await rep.ask('session.pass', { to: 'Sora Lim' })
    await customer.sees('Sora Lim is now in control of the session instead of Min Park.')
    await customer.sees('Sora Lim of Deskhand is supporting you.')
  })
})

describe('an ask', () => {
  test('is shown with the way to run the support program and answered by nobody but the customer', async () => {
    const { rep, customer } = await enter(at)
    await rep.ask('desktop.view', {})
    await customer.sees('See your whole desktop')
    await askState(rep, 'delivered')
    expect(await customer.page.innerText('.ask code')).toBe(`curl -fsSL ${at.hub.url}/j/${rep.number} | sh`)
    expect(await customer.page.locator('.ask button').allInnerTexts()).toEqual(['Copy', 'Refuse'])
    await customer.page.click('.ask >> text=Refuse')
    await askState(rep, 'denied')
    expect(askOf(rep)?.answeredBy).toBe('customer')
    await customer.sees('You refused: See your whole desktop. Nothing was started.')
    expect(await customer.page.isVisible('.ask')).toBe(false)
  })

  test('goes away when the rep withdraws it, and counts as delivered only once it is looked at', async () => {
    const { rep, customer } = await enter(at)
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
