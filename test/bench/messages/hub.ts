// The hub of the message benchmark, in a process of its own, with as many sessions as it is asked for.
import { serveHub } from '../../../src/hub/main.ts'

const [, , dataDir = '', database = '', sessions = '1'] = process.argv
const hub = await serveHub({
  dataDir,
  database: database || null,
  host: '127.0.0.1',
  port: 0,
  publicUrl: null,
  tlsCert: null,
  tlsKey: null,
  behindProxy: false,
  routes: [],
  log: (message) => process.stderr.write(`${message}\n`),
})

async function ask(token: string | null, name: string, data: unknown): Promise<Record<string, string>> {
  const response = await fetch(`${hub.url}/v1/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ id: crypto.randomUUID(), name, data }),
  })
  const reply = (await response.json()) as { outcome: string; data: Record<string, string>; error: unknown }
  if (reply.outcome !== 'done') throw new Error(JSON.stringify(reply.error))
  return reply.data
}

const password = 'a bench password'
const { token = '' } = await ask(null, 'site.setup', {
  token: hub.setupToken,
  email: 'bench@example.com',
  name: 'Bench',
  password,
})
await ask(token, 'site.set', { name: 'session.maxCustomers', value: 50 })
const numbers: string[] = []
const members: { readonly token: string; readonly session: string }[] = []
for (let at = 0; at < Number(sessions); at++) {
  const { id = '', number } = await ask(token, 'session.start', { topic: `bench ${at}` })
  numbers.push(number ?? '')
  const joined = await ask(null, 'session.join', { code: number, name: 'Customer' })
  members.push({ token: joined.token ?? '', session: id })
}
process.send?.({ url: hub.url, token, members, numbers })
process.on('disconnect', () => process.exit(0))
