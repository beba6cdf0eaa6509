// The story of a demonstration: a whole support session, each step with what it must have brought about.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Translate } from '../../language/catalogue.ts'
import { control, mark, stop } from './control-act.ts'
import { ALLOWED, CUSTOMER, type Found, LEAD, mustBe, SECOND, TEN_CATEGORIES } from './found.ts'
import { assist, back, end, exportIt, pass, tamper, verify } from './second-act.ts'
import { seePicture } from './see-picture.ts'
import type { Stage } from './stage.ts'

/** One step: does something and says the fact it has checked, or throws. */
export interface StoryStep {
  readonly name: StepName
  readonly play: (stage: Stage, found: Found, t: Translate) => Promise<string>
}
type StepName =
  | 'hub'
  | 'setup'
  | 'reps'
  | 'start'
  | 'join'
  | 'chat'
  | 'consent'
  | 'screenshot'
  | 'control'
  | 'mark'
  | 'stop'
  | 'sysinfo'
  | 'note'
  | 'assist'
  | 'pass'
  | 'back'
  | 'end'
  | 'export'
  | 'verify'
  | 'tamper'

/** A password nobody knows, for accounts that live as long as the demonstration. */
const password = (): string => crypto.randomUUID()

async function hub(stage: Stage, found: Found): Promise<string> {
  const started = stage.start('hub', ['hub', 'serve', '--data', stage.path('hub-data'), '--port', '0', '--json'])
  found.hub = started
  const first = await started.line<{ url: string; pid: number; setupToken?: string }>((line) => 'url' in line)
  found.url = first.url
  mustBe(first.pid === started.pid && typeof first.setupToken === 'string', 'a new hub prints a setup token')
  await stage.write('setup-token', `${first.setupToken}\n`)
  return first.url
}

async function setup(stage: Stage, { url }: Found): Promise<string> {
  const args = [
    'login',
    url,
    '--setup-token-file',
    stage.path('setup-token'),
    '--user',
    LEAD.email,
    '--name',
    LEAD.name,
  ]
  await stage.ask('lead', [...args, '--password-stdin'], password())
  const me = await stage.ask<{ email: string; role: string }>('lead', ['whoami'])
  mustBe(me.email === LEAD.email && me.role === 'admin', 'the first account administers the hub')
  return `${me.email} (${me.role})`
}

async function reps(stage: Stage, { url }: Found): Promise<string> {
  const secret = password()
  await stage.ask(
    'lead',
    ['admin', 'user', 'add', SECOND.email, '--name', SECOND.name, '--role', 'rep', '--password-stdin'],
    secret,
  )
  await stage.ask('second', ['login', url, '--user', SECOND.email, '--password-stdin'], secret)
  const accounts = await stage.ask<readonly { email: string }[]>('lead', ['admin', 'user', 'list'])
  mustBe(accounts.length === 2, 'there are two accounts')
  return accounts.map((one) => one.email).join(', ')
}

async function start(stage: Stage, found: Found): Promise<string> {
  const args = ['session', 'start', '--topic', 'The printer prints nothing', '--no-email']
  const started = await stage.ask<{ id: string; number: string; state: string }>('lead', args)
  mustBe(/^\d{9}$/.test(started.number) && started.state === 'waiting', 'the session waits under a number')
  found.session = started.id
  found.number = started.number
  return started.number
}

async function join(stage: Stage, found: Found, t: Translate): Promise<string> {
  const display = stage.hasDisplay ? [] : ['--platform', 'fake']
  const args = [
    found.number,
    '--hub',
    found.url,
    '--name',
    CUSTOMER,
    '--allow',
    ALLOWED.join(','),
    ...display,
    '--json',
  ]
  found.agent = stage.start('customer', args)
  await found.agent.line((line) => line.type === 'joined')
  const { state } = await stage.ask<{ state: string }>('lead', [
    'session',
    'wait',
    '--for',
    'joined',
    '--timeout',
    '10s',
  ])
  mustBe(state === 'active', 'the session is active')
  return t(stage.hasDisplay ? 'demo.realDisplay' : 'demo.drawnDisplay', { name: CUSTOMER })
}

async function chat(stage: Stage, { agent }: Found): Promise<string> {
  await stage.ask('lead', ['chat', 'send', 'Good morning, what do you see?'])
  await agent?.line((line) => line.type === 'chat' && String(line.text).startsWith('Good morning'))
  await stage.ask('customer', ['say', 'It says “offline” 🖨️'])
  const tail = (await stage.run('lead', ['chat', 'tail', '--json'])).stdout.trim().split('\n')
  const messages = tail.map((line) => JSON.parse(line) as { from: { role: string }; text: string })
  mustBe(messages.map((one) => one.from.role).join() === 'primary,customer', 'each side sent one message')
  return messages.map((one) => `“${one.text}”`).join(' ')
}

async function consent(stage: Stage, found: Found): Promise<string> {
  const view = stage.start('lead', ['desktop', 'view', '--no-open', '--json'])
  found.view = view
  const { viewerUrl } = await view.line<{ viewerUrl: string }>((line) => 'viewerUrl' in line)
  mustBe(/^http:\/\/127\.0\.0\.1:\d+\/#.{20,}$/.test(viewerUrl), 'the viewer is on this machine alone, behind a token')
  const seen = await seePicture(viewerUrl)
  mustBe(seen.widthPx > 0 && seen.colours > 1, 'the picture shows something')
  const { asks } = await stage.ask<{ asks: readonly { kind: string; state: string; answeredBy: string }[] }>('lead', [
    'consent',
    'list',
  ])
  const ask = asks.find((one) => one.kind === 'desktop.view')
  mustBe(ask?.state === 'running' && ask.answeredBy === 'policy', 'the customer’s policy said yes, and it says so')
  return `${seen.widthPx}×${seen.heightPx}, ${seen.colours} colours`
}

async function screenshot(stage: Stage): Promise<string> {
  const file = stage.path('desktop.png')
  const shot = await stage.ask<{ bytes: number; widthPx: number; heightPx: number }>('lead', [
    'desktop',
    'screenshot',
    '--out',
    file,
  ])
  const { data, info } = await sharp(await readFile(file))
    .raw()
    .toBuffer({ resolveWithObject: true })
  mustBe(info.width === shot.widthPx && info.height === shot.heightPx, 'the file has the size of the desktop')
  mustBe(
    data.some((byte) => byte !== data[0]),
    'the file shows something',
  )
  return `desktop.png, ${shot.bytes} bytes`
}

async function sysinfo(stage: Stage): Promise<string> {
  const { categories } = await stage.ask<{ categories: Record<string, object> }>('lead', [
    'sysinfo',
    'show',
    '--refresh',
  ])
  const names = Object.keys(categories)
  mustBe(names.length === TEN_CATEGORIES, 'there are ten categories')
  mustBe(Object.keys(categories.os ?? {}).length > 0, 'the operating system is known')
  await stage.ask('lead', ['sysinfo', 'save', '--out', stage.path('sysinfo.txt')])
  mustBe((await readFile(stage.path('sysinfo.txt'), 'utf8')).length > 200, 'the saved file holds them')
  return names.join(' ')
}

async function note(stage: Stage): Promise<string> {
  await stage.ask('lead', ['note', 'add', 'The cable was loose.'])
  const { text } = await stage.ask<{ text: string }>('lead', ['note', 'show'])
  mustBe(text === 'The cable was loose.', 'the notes are what was written')
  return text
}

/** The steps in order. */
export const STORY: readonly StoryStep[] = Object.entries({
  hub,
  setup,
  reps,
  start,
  join,
  chat,
  consent,
  screenshot,
  control,
  mark,
  stop,
  sysinfo,
  note,
  assist,
  pass,
  back,
  end,
  export: exportIt,
  verify,
  tamper,
} satisfies Record<StepName, StoryStep['play']>).map(([name, play]) => ({ name: name as StepName, play })) // its keys
