// What the help says of files, in both languages: what the customer does, how it ends, and how much there may be.
import { expect, test } from 'vitest'
import { runAgent, runDeskhand } from '../support/programs.ts'

test('help names basic file transfer, its limits and both sides’ commands, in both languages', async () => {
  for (const language of ['en', 'ko']) {
    const env = { DESKHAND_LANG: language }
    const topic = (await runDeskhand(['help', 'files'], { env })).stdout
    for (const word of [
      'file publish',
      'file unpublish',
      '/download',
      '150 MB',
      'file.limitBytes',
      'revoke files.basic',
    ])
      expect([language, topic]).toEqual([language, expect.stringContaining(word)])
    const own = (await runDeskhand(['file', 'publish', '--help'], { env })).stdout
    expect(own).toContain('deskhand file publish driver.zip manual.pdf')
    expect((await runAgent(['--help'], { env: { DESKHAND_LANG: language } })).stdout).toContain(
      'deskhand-agent download',
    )
  }
})
