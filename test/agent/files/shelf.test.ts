// The shelf of files for the customer: numbered once, there while the exchange is open, no more than there may be.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeShelf, PROGRESS_EVERY_MS } from '../../../agent/files/shelf.ts'
import type { Happening } from '../../../agent/happening.ts'
import { render } from '../../../agent/render.ts'
import { translator } from '../../../src/language/catalogue.ts'
import { MAX_PUBLISHED_FILES } from '../../../src/protocol/limits.ts'
import { atEnd } from '../../support/ending.ts'
import { DANGEROUS_IN_TERMINAL, HOSTILE_NAMES, HOSTILE_TEXTS } from '../../support/hostile.ts'
import { temporaryFolder } from '../../support/temp.ts'
import { until } from '../../support/wait.ts'

const BYTES = randomBytes(10_000)
const told = (file: string, rest: { readonly name?: string; readonly ask?: string } = {}) => ({
  file,
  ask: 'k_1',
  customer: 'p_1',
  name: 'a.bin',
  bytes: BYTES.length,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
  ...rest,
})

function shelf(url = 'http://127.0.0.1:1') {
  const shown: Happening[] = []
  const reported: unknown[] = []
  const time = { now: 0 }
  const made = makeShelf({
    account: { url, token: 'dh_x' },
    session: 's_1',
    show: (happening) => void shown.push(happening),
    clock: () => time.now,
    report: (saved) => void reported.push(saved),
  })
  return { shown, reported, time, made, types: () => shown.map(({ type }) => type) }
}

test('files have numbers that are never given twice, and are there only while their exchange is open', () => {
  const { made, types } = shelf()
  made.published(told('f_early'), 'Robin')
  expect(made.list()).toEqual([])
  const close = made.open('k_1')
  for (const file of ['f_1', 'f_2', 'f_1']) made.published(told(file), 'Robin')
  made.published(told('f_other', { ask: 'k_2' }), 'Robin')
  made.unpublished({ file: 'f_1', customer: 'p_1', name: 'a.bin' })
  made.published(told('f_3'), 'Robin')
  expect(made.list().map(({ number }) => number)).toEqual([2, 3])
  expect(types()).toEqual(['file-published', 'file-published', 'file-gone', 'file-published'])
  close()
  expect(made.list()).toEqual([])
})

test('a hub that offers more than there may be, fills nothing', () => {
  const { made } = shelf()
  made.open('k_1')
  for (let i = 0; i <= MAX_PUBLISHED_FILES; i += 1) made.published(told(`f_${i}`), 'Robin')
  expect(made.list()).toHaveLength(MAX_PUBLISHED_FILES)
})

test('a download is told of, once at a time, and one that takes long says how far it is', async () => {
  const answers: ServerResponse[] = []
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-length': BYTES.length })
    answer.write(BYTES.subarray(0, 4_000))
    answers.push(answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => void server.close())
  const { made, time, types, shown, reported } = shelf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  made.open('k_1')
  made.published(told('f_1'), 'Robin')
  const folder = await temporaryFolder('shelf')
  const saving = made.save(1, folder)
  await until('the first bytes to be asked for', () => answers.length === 1)
  await expect(made.save(1, folder)).rejects.toMatchObject({ code: 'activity.running' })
  await expect(made.save(2, folder)).rejects.toMatchObject({ code: 'file.not-found' })
  time.now += PROGRESS_EVERY_MS
  answers[0]?.end(BYTES.subarray(4_000))
  expect(await saving).toMatchObject({ path: join(folder, 'a.bin'), number: 1 })
  expect(types()).toEqual(['file-published', 'file-saving', 'file-progress', 'file-saved'])
  expect(shown[2]).toMatchObject({ number: 1, done: expect.any(Number) })
  expect(reported).toEqual([{ file: 'f_1', bytes: BYTES.length, sha256: told('f_1').sha256 }])
  await expect(made.save(1, 'here')).rejects.toMatchObject({ code: 'file.unwritable' })
})

test('names of files and of who sends them reach the terminal as nothing it would obey', () => {
  for (const language of ['en', 'ko'] as const)
    for (const { value } of [...HOSTILE_NAMES, ...HOSTILE_TEXTS]) {
      const { made, shown } = shelf()
      made.open('k_1')
      made.published(told('f_1', { name: value || 'x' }), value)
      const lines = shown.flatMap((one) => render(one, { translate: translator(language), language, canPrompt: true }))
      for (const { text } of lines) expect(text).not.toMatch(DANGEROUS_IN_TERMINAL)
    }
})
