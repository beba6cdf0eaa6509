// What went wrong: `hub serve` on a port that was taken failed as the hub's own fault (EADDRINUSE), because the wait for
// it to listen was rejected before the reason was put into words.
import { expect, test } from 'vitest'
import { openHub, serve } from '../support/hub.ts'
import { temporaryFolder } from '../support/temp.ts'

test('a port that is taken is said so, and the folder can be served on another', async () => {
  const hub = await openHub()
  const folder = await temporaryFolder('hub')
  const port = Number(new URL(hub.url).port)
  await expect(serve(folder, { port })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(`${port}`),
  })
  expect((await (await serve(folder)).ask('site.about', {})).initialised).toBe(false)
})
