// A program that watches a channel directly, so that a test can stop it in its tracks. Arguments: hub, session, channel; the token on standard input.
import { text } from 'node:stream/consumers'
import { askServersOf } from '../../../src/client/direct/servers.ts'
import { watchDirect } from '../../../src/client/direct/watch-direct.ts'
import { openLink } from '../../../src/client/open-link.ts'

const [url = '', session = '', channel = ''] = process.argv.slice(2)
const link = openLink({ url, token: (await text(process.stdin)).trim() })
const followed = Promise.withResolvers<void>()
link.follow(`session/${session}`, 0, ({ live }) => void (live && followed.resolve()))
await followed.promise
let frames = 0
watchDirect({
  link,
  channel: Number(channel),
  servers: askServersOf(link, session),
  onFrame: () => void frames++,
  onPath: (path) => console.log(path, frames),
})
