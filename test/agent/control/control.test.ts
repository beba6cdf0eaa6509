// The control socket: whole requests of the same user only, whatever else is thrown at it.
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askAgent, connectControl, findAgents } from '../../../agent/control/client.ts'
import { type AgentStatus, type ControlRequest, MAX_CONTROL_BYTES } from '../../../agent/control/protocol.ts'
import { type ControlServer, listenControl } from '../../../agent/control/server.ts'
import { socketFolder, socketPath } from '../../../agent/state/places.ts'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { atEnd } from '../../support/ending.ts'
import { temporaryFolder } from '../../support/temp.ts'
import { until } from '../../support/wait.ts'

const STATUS: AgentStatus = {
  pid: 1,
  session: 's',
  number: '123456789',
  participant: 'p',
  hub: 'http://h',
  company: 'Acme',
  link: 'open',
  waiting: false,
  people: [],
  grants: [],
  activities: [],
}

async function served(): Promise<{ folder: string; path: string; heard: ControlRequest[]; server: ControlServer }> {
  const folder = await temporaryFolder('control')
  const path = socketPath(folder, 'http://h', '123456789')
  const server = await listenControl(path)
  atEnd(() => server.close())
  const heard: ControlRequest[] = []
  server.serve(async (request) => {
    heard.push(request)
    if (request.verb === 'say') throw new DeskhandError('hub.unreachable', { url: 'http://h' })
    return { ok: true, status: STATUS, stopped: [], files: [], saved: null }
  })
  return { folder, path, heard, server }
}

/** Sends raw text and gives what comes back. */
async function raw(path: string, text: string): Promise<string> {
  const socket = await connectControl(path)
  let answer = ''
  socket.on('data', (part) => {
    answer += String(part)
  })
  socket.on('error', () => undefined) // cut off, as it should be
  socket.write(text)
  await until('the connection to end', () => socket.destroyed || socket.readableEnded)
  return answer
}

test('a request is done and answered, and a failure keeps its code', async () => {
  const { path, heard } = await served()
  expect((await askAgent(path, { verb: 'revoke', kinds: ['desktop.view'] })).status).toEqual(STATUS)
  expect(heard).toEqual([{ verb: 'revoke', kinds: ['desktop.view'] }])
  await expect(askAgent(path, { verb: 'say', text: 'x' })).rejects.toMatchObject({ code: 'hub.unreachable' })
})

test('only its owner can reach it', async () => {
  const { path } = await served()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('malformed, unknown and too long requests are refused and cost nothing', async () => {
  const { path, heard } = await served()
  const fill = (length: number): string => `{"verb":"leave","x":"${'x'.repeat(length)}`
  for (const text of [
    'nonsense\n',
    '{}\n',
    '{"verb":"shell"}\n',
    '{"verb":"revoke","kinds":["root"]}\n',
    '{"verb":"leave","more":1}\n',
    '[]\n',
    fill(MAX_CONTROL_BYTES),
  ])
    expect(await raw(path, text)).toContain('request.malformed')
  expect(heard).toEqual([])
  expect((await askAgent(path, { verb: 'status' })).ok).toBe(true)
})

test('a second agent for the same session is refused; a socket left by a killed one is taken over', async () => {
  const { path, server } = await served()
  await expect(listenControl(path)).rejects.toMatchObject({ code: 'agent.running' })
  await server.close()
  writeFileSync(path, '')
  const again = await listenControl(path)
  again.serve(async () => ({ ok: true, status: STATUS, stopped: [], files: [], saved: null }))
  expect((await askAgent(path, { verb: 'status' })).status.number).toBe('123456789')
  await again.close()
})

test('running agents are found, dead sockets and other files are not', async () => {
  const { folder } = await served()
  writeFileSync(join(folder, 'dead.sock'), '')
  expect((await findAgents(folder)).map(({ reply }) => reply.status.number)).toEqual(['123456789'])
})

test('the folder of the sockets is private, and short enough for a socket however deep the runtime folder is', async () => {
  const home = await temporaryFolder('run')
  const folder = socketFolder({ XDG_RUNTIME_DIR: home })
  expect(folder.startsWith(home)).toBe(true)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const deep = socketFolder({ XDG_RUNTIME_DIR: join(home, 'x'.repeat(120)) })
  expect(Buffer.byteLength(socketPath(deep, 'http://h', '123456789'))).toBeLessThan(104)
})
