// The peer of the message benchmark: ws and group-committed SQLite or PostgreSQL, no schema, no policy, no chain.
import { DatabaseSync } from 'node:sqlite'
import { type WebSocket, WebSocketServer } from 'ws'

const [, , store, place = ''] = process.argv
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
const listening = new Promise((resolve) => server.once('listening', resolve))
type Held = readonly [WebSocket, string]
let put: (socket: WebSocket, text: string) => void = (socket, text) => socket.send(text)

if (store === 'sqlite') {
  const db = new DatabaseSync(place)
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE m(id INTEGER PRIMARY KEY, room TEXT, ts INTEGER, body TEXT)',
  )
  const insert = db.prepare('INSERT INTO m(room,ts,body) VALUES(?,?,?)')
  let queue: Held[] = []
  const flush = (): void => {
    const batch = queue
    queue = []
    db.exec('BEGIN')
    for (const [, text] of batch) insert.run('r', Date.now(), text)
    db.exec('COMMIT')
    for (const [socket, text] of batch) socket.send(text)
  }
  put = (socket, text) => {
    if (queue.push([socket, text]) === 1) setImmediate(flush)
  }
}

if (store === 'postgres') {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: place })
  await client.connect()
  await client.query('CREATE TABLE m(id bigserial primary key, room text, ts bigint, body text)')
  let queue: Held[] = []
  let busy = false
  const flush = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue
      queue = []
      const text = "INSERT INTO m(room,ts,body) SELECT 'r', 0, unnest($1::text[])"
      await client.query({ name: 'insert', text, values: [batch.map(([, body]) => body)] })
      for (const [socket, body] of batch) socket.send(body)
    }
    busy = false
  }
  put = (socket, text) => {
    queue.push([socket, text])
    if (busy) return
    busy = true
    setImmediate(() => void flush())
  }
}

server.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8')
    if (text.startsWith('B')) for (const client of server.clients) client.send(data, { binary: false })
    else put(socket, text)
  })
})
process.on('disconnect', () => process.exit(0))
await listening
process.send?.({ port: (server.address() as { port: number }).port })
