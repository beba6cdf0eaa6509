// The agent's own record of grants: what it allows, what it forgets, and what it makes of a damaged or foreign file.
import { statSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type GrantRecord, MAX_REMEMBERED_ASKS, openRecord } from '../../../agent/consent/record.ts'
import { temporaryFolder } from '../../support/temp.ts'

const VIEW = { id: 'k_1', kind: 'desktop.view', action: '{"name":"desktop.view"}' } as const
const open = (
  path: string,
  participant = 'p_1',
  onUnwritable: (problem: string) => void = () => undefined,
): GrantRecord => openRecord({ path, session: 's_1', participant, onUnwritable })
const file = async (): Promise<string> => join(await temporaryFolder('record'), 'deep', 'grants.json')

test('a yes starts its own ask once, with its own kind and action only', async () => {
  const record = open(await file())
  record.remember(VIEW)
  expect(record.start(VIEW.id, VIEW.kind, VIEW.action)).toBe(false)
  record.grant(VIEW.id)
  expect(record.start(VIEW.id, 'script', VIEW.action)).toBe(false)
  expect(record.start(VIEW.id, VIEW.kind, '{"name":"desktop.control"}')).toBe(false)
  expect(record.start('k_2', VIEW.kind, VIEW.action)).toBe(false)
  expect(record.start(VIEW.id, VIEW.kind, VIEW.action)).toBe(true)
  expect(record.start(VIEW.id, VIEW.kind, VIEW.action)).toBe(false)
})

test('an ask is remembered once, whatever it says the second time', async () => {
  const record = open(await file())
  expect(record.remember(VIEW)).toBe(true)
  expect(record.remember({ ...VIEW, kind: 'script' })).toBe(false)
  expect(record.find(VIEW.id)?.kind).toBe('desktop.view')
})

test('an ask that is over cannot be granted any more', async () => {
  const record = open(await file())
  record.remember(VIEW)
  record.close(VIEW.id)
  record.grant(VIEW.id)
  expect(record.start(VIEW.id, VIEW.kind, VIEW.action)).toBe(false)
})

test('taking back reaches standing yeses, yeses not used yet, and the flags', async () => {
  const record = open(await file())
  record.remember(VIEW)
  record.grant(VIEW.id)
  record.stand('desktop.view', 1)
  record.stand('record', 2)
  record.stand('all', 3)
  record.revoke(['desktop.view'])
  expect(record.standing).toEqual([{ kind: 'record', at: 2 }])
  expect(record.withdrawn).toEqual(['desktop.view'])
  expect(record.start(VIEW.id, VIEW.kind, VIEW.action)).toBe(false)
  record.revoke(null)
  expect(record.standing).toEqual([])
  expect(record.withdrawn).toEqual(['all'])
})

test('[SHP-06] what was allowed survives a crash of the program, in a file only its owner can read', async () => {
  const path = await file()
  const record = open(path)
  record.remember(VIEW)
  record.grant(VIEW.id)
  record.stand('desktop.view', 5)
  record.revoke(['script'])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const again = open(path)
  expect(again.standing).toEqual([{ kind: 'desktop.view', at: 5 }])
  expect(again.withdrawn).toEqual(['script'])
  expect(again.find(VIEW.id)?.state).toBe('granted')
})

test('[PRM-06] nothing of it survives the session', async () => {
  const path = await file()
  const record = open(path)
  record.stand('all', 1)
  record.forget()
  expect(record.standing).toEqual([])
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(open(path).standing).toEqual([])
})

test('the record of another participant, a damaged one, a link and one that others can write allow nothing', async () => {
  const path = await file()
  open(path).stand('all', 1)
  expect(open(path, 'p_2').standing).toEqual([])
  const elsewhere = join(await temporaryFolder('record'), 'link.json')
  await symlink(path, elsewhere)
  expect(open(elsewhere).standing).toEqual([])
  const text = await readFile(path, 'utf8')
  writeFileSync(path, text.slice(0, -3))
  expect(open(path).standing).toEqual([])
  writeFileSync(path, text.replace('"all"', '"everything"'))
  expect(open(path).standing).toEqual([])
  const { chmodSync } = await import('node:fs')
  writeFileSync(path, text)
  chmodSync(path, 0o666)
  expect(open(path).standing).toEqual([])
})

test('a record that cannot be written says so once and still counts', async () => {
  const folder = await temporaryFolder('record')
  await mkdir(join(folder, 'taken'))
  const problems: string[] = []
  const record = open(join(folder, 'taken'), 'p_1', (problem) => problems.push(problem))
  record.stand('desktop.view', 1)
  record.stand('record', 1)
  expect(problems).toHaveLength(1)
  expect(record.standing).toHaveLength(2)
})

test('it remembers a bounded number of asks, and forgets those that are over first', async () => {
  const record = open(await file())
  record.remember(VIEW)
  for (let count = 0; count < MAX_REMEMBERED_ASKS - 1; count += 1) {
    record.remember({ ...VIEW, id: `x_${count}` })
    record.close(`x_${count}`)
  }
  expect(record.find('x_0')).toBeDefined()
  record.remember({ ...VIEW, id: 'one-more' })
  expect(record.find('x_0')).toBeUndefined()
  expect(record.find(VIEW.id)).toBeDefined()
})
