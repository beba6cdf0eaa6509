// A hub as a process of its own, for tests that kill it: `node agent-hub-program.ts DATADIR PORT`, the address as first line.
import { initHub, serveHub } from '../../src/hub/main.ts'

const [dataDir = '', port = '0', mode = 'serve'] = process.argv.slice(2)
const place = { dataDir, database: null }
if (mode === 'init') {
  await initHub(place, { email: 'rep@example.com', name: 'Min Park', password: 'correct horse battery' })
} else {
  const hub = await serveHub({
    ...place,
    host: '127.0.0.1',
    port: Number(port),
    publicUrl: null,
    tlsCert: null,
    tlsKey: null,
    behindProxy: false,
    routes: [],
    log: (message, context) => console.error(message, JSON.stringify(context)),
  })
  console.log(hub.url)
}
