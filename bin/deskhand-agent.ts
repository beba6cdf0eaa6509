// The customer's program as a process: argv in, exit code out.
import { main } from '../agent/main.ts'

const { argv, env, stdin, stdout, stderr } = process
const code = await main({
  argv: argv.slice(2),
  env,
  stdin,
  stdout,
  stderr,
  // loaded when the first page is opened: most sessions need none
  openPage: async (what) => (await import('../src/viewer/host/customer-page.ts')).openCustomerPage(what),
})
// What was written to a pipe is still on its way; a reader that is gone must not keep the program alive.
await Promise.race([
  Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.write('', resolve)))),
  new Promise((resolve) => setTimeout(resolve, 1_000)),
])
process.exit(code)
