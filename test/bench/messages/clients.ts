// The clients of the message benchmark: many links in one process, closed loop or fan-out, told what to do over IPC.
import { WebSocket } from 'ws'

interface Open {
  readonly url: string
  readonly count: number
  /** Present for a hub; absent for the bare server. */
  readonly hub?: {
    readonly members: readonly { readonly token: string; readonly session: string }[]
    readonly follow: boolean
    readonly token?: string
  }
}

interface Client {
  readonly socket: WebSocket
  send(): void
}

const PAD = 'x'.repeat(160)
let clients: Client[] = []
let onAnswer: (at: number) => void = () => {}
let onDelivery: () => void = () => {}
let sent = 0
let deliveryBytes = 0

async function openOne(given: Open, at: number): Promise<Client> {
  const { hub } = given
  const member = hub?.members[at % hub.members.length]
  const socket = new WebSocket(
    hub ? `${given.url.replace('http', 'ws')}/v1/link` : given.url,
    hub ? 'deskhand.v1' : [],
    { perMessageDeflate: false },
  )
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  if (!hub || !member) {
    socket.on('message', () => {
      onAnswer(at)
      onDelivery()
    })
    return { socket, send: () => socket.send(`{"id":${at},"p":"${PAD}"}`) }
  }
  const resume = hub.follow ? { [`session/${member.session}`]: 0 } : {}
  const hello = {
    t: 'hello',
    protocol: { min: 1, max: 1 },
    build: 'bench',
    features: {},
    token: hub.token ?? member.token,
    resume,
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('message', (data: Buffer) =>
      data.includes('"welcome"') ? resolve() : reject(new Error(data.toString())),
    )
    socket.send(JSON.stringify(hello))
  })
  socket.on('message', (data: Buffer) => {
    // The first bytes tell the envelope apart; the rest is parsed by real clients, here only counted.
    if (data[6] === 0x72) {
      if (!data.includes('"done"')) throw new Error(data.toString())
      onAnswer(at)
    } else if (data[6] === 0x65 && data.includes('chat.sent')) {
      deliveryBytes = data.length
      onDelivery()
    }
  })
  const text = (): string =>
    `{"t":"request","id":"${at}-${sent++}","name":"chat.send","session":"${member.session}","data":{"text":"${PAD}"}}`
  return { socket, send: () => socket.send(text()) }
}

/** Every client has one message outstanding; counts answers per second after a warm-up. */
async function closed(seconds: number): Promise<{ perSecond: number; p50Ms: number; p99Ms: number }> {
  const since = clients.map(() => 0)
  const waits: number[] = []
  let counting = false
  let stopped = false
  const go = (at: number): void => {
    since[at] = performance.now()
    clients[at]?.send()
  }
  onAnswer = (at) => {
    if (counting) waits.push(performance.now() - (since[at] ?? 0))
    if (!stopped) go(at)
  }
  for (const at of clients.keys()) go(at)
  await pause(1_000)
  counting = true
  const from = performance.now()
  await pause(seconds * 1_000)
  counting = false
  stopped = true
  const elapsed = (performance.now() - from) / 1_000
  await pause(500)
  waits.sort((a, b) => a - b)
  return {
    perSecond: waits.length / elapsed,
    p50Ms: waits[waits.length >> 1] ?? 0,
    p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0,
  }
}

/** One client sends as soon as everyone has the message before; counts deliveries per second, and the bytes of one. */
async function fanout(seconds: number, bare: number): Promise<{ perSecond: number; bytes: number }> {
  let waiting = 0
  let counted = 0
  let counting = false
  let stopped = false
  const go = (): void => {
    waiting = clients.length
    if (bare > 0) clients[0]?.socket.send('B'.padEnd(bare, 'x'))
    else clients[0]?.send()
  }
  onAnswer = () => {}
  onDelivery = () => {
    if (counting) counted += 1
    waiting -= 1
    if (waiting === 0 && !stopped) go()
  }
  go()
  await pause(1_000)
  counting = true
  const from = performance.now()
  await pause(seconds * 1_000)
  counting = false
  stopped = true
  const elapsed = (performance.now() - from) / 1_000
  await pause(300)
  return { perSecond: counted / elapsed, bytes: deliveryBytes }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type Command =
  | { do: 'open'; given: Open }
  | { do: 'closed'; seconds: number }
  | { do: 'fanout'; seconds: number; bare: number }
process.on('message', async (command: Command) => {
  if (command.do === 'open') {
    clients = []
    for (let at = 0; at < command.given.count; at++) clients.push(await openOne(command.given, at))
    process.send?.({ done: clients.length })
  } else if (command.do === 'closed') process.send?.({ done: await closed(command.seconds) })
  else process.send?.({ done: await fanout(command.seconds, command.bare) })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
