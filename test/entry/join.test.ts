// The ways into a session through the hub's pages, in a real browser with the real hub.
import type { Browser } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { present } from '../../src/session/state.ts'
import { openPage, startBrowser } from '../support/browser.ts'
import { startSmtp } from '../support/smtp.ts'
import { until } from '../support/wait.ts'
import { openCustomer } from './customer.ts'
import { ADMIN, type PageHub, type PageRep, startPageHub, startSession } from './page-hub.ts'

/** The browser itself notes every answer of the hub that is a refusal. */
const REFUSED = /the server responded with a status of 4\d\d/

let hub: PageHub
let browser: Browser
beforeAll(async () => {
  hub = await startPageHub()
  browser = await startBrowser()
})

const customersOf = (rep: PageRep) => present(rep.mirror.state.core, 'customer').map(({ name }) => name)
const joined = (rep: PageRep, name: string) => until(`${name} in the session`, () => customersOf(rep).includes(name))

describe('a link', () => {
  test('[JOI-01] in an invitation by email leads to the one line to paste, and into the session', async () => {
    const [rep, smtp] = [await startSession(hub.url), await startSmtp()]
    await rep.link.request('site.set', { name: 'mail.url', value: smtp.url })
    await rep.link.request('site.set', { name: 'mail.from', value: 'help@example.com' })
    await rep.link.request('session.invite', { session: rep.id, via: 'email', to: 'kim@example.com' })
    const mail = await smtp.waitForMail('kim@example.com')
    const link = new RegExp(`${hub.url}/j/\\d{9}(?=\\s)`).exec(mail.text)?.[0] ?? ''
    const customer = await openCustomer(browser, link)
    expect(await customer.page.innerText('#line')).toBe(`curl -fsSL ${hub.url}/j/${rep.number} | sh`)
    await customer.join('Kim')
    await joined(rep, 'Kim')
  })

  test('[JOI-02] in an instant message leads into the session, and the page of the session appears [SES-18]', async () => {
    const rep = await startSession(hub.url)
    const invited = await rep.link.request('session.invite', { session: rep.id, via: 'link' })
    const customer = await openCustomer(browser, invited.link)
    await customer.join('Lee')
    await joined(rep, 'Lee')
    await customer.sees('Min Park of Deskhand is supporting you.')
    expect(new URL(customer.page.url()).pathname).toBe('/room')
    expect(customer.page.url()).not.toContain((await customer.seat())?.token)
  })

  test('[JOI-03] Join in the navigation bar asks for the number, with or without spaces, and leads into the session', async () => {
    const rep = await startSession(hub.url)
    const customer = await openCustomer(browser, hub.url)
    await customer.page.click('nav >> text=Join a session')
    await customer.page.fill('#number', rep.number.replace(/(\d{3})(?=\d)/g, '$1 '))
    await customer.page.click('form.number button')
    await customer.page.waitForURL(`${hub.url}/j/${rep.number}`)
    await customer.join('Park')
    await joined(rep, 'Park')
  })
})

describe('joining', () => {
  test('[JOI-11] is refused with an explanation under a number nobody waits behind, or whose session has ended', async () => {
    const rep = await startSession(hub.url)
    const unknown = rep.number === '123456789' ? '123456788' : '123456789'
    const customer = await openCustomer(browser, `${hub.url}/j/${unknown}`, { allowed: REFUSED })
    await customer.join('Kim')
    await customer.sees('No session waits under this number.')
    expect(await customer.seat()).toBeNull()
    await rep.ask('session.end', {})
    await customer.page.goto(`${hub.url}/j/${rep.number}`)
    await customer.join('Kim')
    await customer.sees('This session has ended.')
    const korean = await openCustomer(browser, `${hub.url}/j/${unknown}?lang=ko`, { allowed: REFUSED })
    await korean.join('김민지')
    await korean.sees('이 번호로 기다리는 세션이 없습니다.')
  })

  test('makes an address wait that has tried too many numbers, and says for how long', async () => {
    const alone = await startPageHub()
    const customer = await openCustomer(browser, `${alone.url}/j/123456789`, { allowed: REFUSED })
    for (let tries = 0; tries < 5; tries += 1) {
      await customer.join('Kim')
      await customer.sees('No session waits under this number.')
      await customer.page.reload()
    }
    await customer.join('Kim')
    await customer.page.waitForSelector('#join .problem:not([hidden])')
    expect(await customer.page.innerText('#join .problem')).toMatch(/too many tries\. Please wait [12] s/)
  })

  test('[JOI-06] asks for the password of a session that has one, and lets nobody in without it', async () => {
    const rep = await startSession(hub.url, { password: 'open sesame' })
    const customer = await openCustomer(browser, `${hub.url}/j/${rep.number}`, { allowed: REFUSED })
    expect(await customer.page.isVisible('#password')).toBe(false)
    await customer.join('Kim')
    await customer.page.waitForSelector('#password', { state: 'visible' })
    await customer.join('Kim', 'open barley')
    await customer.sees('The password is not right.')
    expect(customersOf(rep)).toEqual([])
    await customer.join('Kim', 'open sesame')
    await joined(rep, 'Kim')
    await customer.page.waitForSelector('.composer')
    expect(JSON.stringify(await customer.seat())).not.toContain('sesame')
  })

  test('[JOI-05] waits until the host lets the customer in; then everything said since is there', async () => {
    const rep = await startSession(hub.url, { approval: true })
    const customer = await openCustomer(browser, `${hub.url}/j/${rep.number}`)
    await customer.join('Kim')
    await customer.sees('Please wait to be let in')
    await until('the knock', () =>
      [...rep.mirror.state.core.participants.values()].some(({ state }) => state === 'knocking'),
    )
    await customer.page.reload()
    await customer.sees('Please wait to be let in')
    expect(customersOf(rep)).toEqual([])
    await rep.ask('session.admit', { participant: 'Kim' })
    await customer.page.waitForSelector('.composer')
    expect(await customer.page.locator('.people .who').allInnerTexts()).toEqual([
      expect.stringContaining('Min Park'),
      expect.stringContaining('Kim (you)'),
    ])
    await rep.ask('chat.send', { text: 'Welcome' })
    await customer.sees('Welcome')
    await customer.page.reload()
    await customer.sees('Welcome')
  })

  test('tells who was turned away, and who waits when the session ends', async () => {
    const rep = await startSession(hub.url, { approval: true })
    const [first, second] = await Promise.all([0, 1].map(() => openCustomer(browser, `${hub.url}/j/${rep.number}`)))
    await first?.join('Kim')
    await first?.sees('Please wait to be let in')
    await second?.join('Lee')
    await second?.sees('Please wait to be let in')
    await rep.ask('session.admit', { participant: 'Kim', admit: false })
    await first?.sees('You were not let in')
    await rep.ask('session.end', {})
    await second?.sees('The session has ended')
    expect([await first?.seat(), await second?.seat()]).toEqual([null, null])
  })

  test('takes a name of 120 characters, refuses a blank one, and puts no secret into an address when scripts are off', async () => {
    const rep = await startSession(hub.url)
    const customer = await openCustomer(browser, `${hub.url}/j/${rep.number}`)
    await customer.page.waitForSelector('#join button:enabled')
    await customer.join('   ')
    expect(
      await customer.page.evaluate(() => document.querySelector<HTMLInputElement>('#name')?.validity.valueMissing),
    ).toBe(true)
    await customer.page.fill('#name', 'n'.repeat(121))
    expect(await customer.page.inputValue('#name')).toHaveLength(120)
    await customer.join('n'.repeat(120))
    await joined(rep, 'n'.repeat(120))
    const { page } = await openPage(browser, `${hub.url}/j/${rep.number}`, { javaScriptEnabled: false })
    expect(await page.isDisabled('#join button')).toBe(true)
    expect(await page.isVisible('#line')).toBe(true)
    await page.goto(hub.url)
    await page.fill('#number', rep.number)
    await page.click('form.number button')
    expect(page.url()).toBe(`${hub.url}/j/${rep.number}`)
  })
})

describe('the page of a number', () => {
  test('copies the line with one press and says so; where that is forbidden the line is selected', async () => {
    const line = `curl -fsSL ${hub.url}/j/123456789 | sh`
    const { page } = await openPage(browser, `${hub.url}/j/123456789`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.click('[data-copy=line]')
    await page.waitForSelector('[data-copy=line][data-state=done]')
    expect(await page.innerText('[data-copy=line]')).toBe('Copied')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line)
    const forbidden = (await openPage(browser, `${hub.url}/j/123456789`)).page
    await forbidden.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
    await forbidden.click('[data-copy=line]')
    expect(await forbidden.evaluate(() => String(window.getSelection()))).toBe(line)
  })

  test.for(['desktop', 'phone'] as const)(
    'fits a %s in both languages, nothing wider than the window',
    async (kind) => {
      const phone = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }
      for (const locale of ['en-US', 'ko-KR']) {
        const customer = await openCustomer(browser, `${hub.url}/j/123456789`, {
          locale,
          ...(kind === 'phone' ? phone : {}),
        })
        for (const path of ['/j/123456789', '/', '/join', '/room']) {
          await customer.page.goto(hub.url + path)
          expect(
            await customer.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
            path,
          ).toBeLessThanOrEqual(0)
        }
      }
    },
  )
})

describe('the set-up page', () => {
  test('makes the first administrator, signs nobody in, and is gone', async () => {
    const fresh = await startPageHub({ isNew: true })
    const { page, errors } = await openPage(browser, `${fresh.url}/setup#${fresh.setupToken}`)
    await page.waitForSelector('#setup button:enabled')
    expect(await page.inputValue('#token')).toBe(fresh.setupToken)
    expect(page.url()).toBe(`${fresh.url}/setup`)
    for (const field of ['email', 'name'] as const) await page.fill(`#${field}`, ADMIN[field])
    await page.fill('#password', 'short')
    await page.click('#setup button')
    await page.waitForSelector('#setup .problem:not([hidden])')
    expect(await page.innerText('#setup .problem')).toBe('The password needs at least 10 characters.')
    await page.fill('#password', ADMIN.password)
    await page.click('#setup button')
    await page.waitForSelector('.command')
    expect(await page.innerText('.command')).toBe(`deskhand login ${fresh.url} --user ${ADMIN.email}`)
    const { directory } = fresh.now.ports
    const [account] = await directory.accounts()
    expect(account).toMatchObject({ email: ADMIN.email, name: ADMIN.name, role: 'admin' })
    expect(await directory.tokensOf('account', account?.id ?? '')).toEqual([])
    expect((await page.goto(`${fresh.url}/setup`))?.status()).toBe(404)
    expect(errors.filter((error) => !REFUSED.test(error))).toEqual([])
    await startSession(fresh.url)
  })
})
