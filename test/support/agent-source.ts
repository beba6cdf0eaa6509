// A server with just the addresses of the customer's one command, for tests of what happens around a download.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { agentAnswer, prepareAgent } from '../../src/entry/agent-bundle/agent-routes.ts'
import { atEnd } from './ending.ts'
import { temporaryFolder } from './temp.ts'
import { until } from './wait.ts'

/** The server, what it was asked, and how it misbehaves. */
export interface AgentSource {
  readonly url: string
  /** The package it hands out. */
  readonly root: string
  readonly asked: string[]
  /** Changes what is sent for a path. */
  readonly replace: Map<string, (body: Buffer) => Buffer>
  /** Paths whose answer begins and never ends. */
  readonly held: Set<string>
}

/** Serves the agent of a package, packed before the first customer as a hub does; ends with the test. */
export async function serveAgent(root: string): Promise<AgentSource> {
  const dataDir = await temporaryFolder('data')
  const [asked, replace, held]: [string[], AgentSource['replace'], AgentSource['held']] = [[], new Map(), new Set()]
  const bodyOf = async (path: string): Promise<Buffer | undefined> => {
    const answer = await agentAnswer(path, { dataDir, hubUrl: url, root })
    if (!answer) return undefined
    return 'text' in answer ? Buffer.from(answer.text) : await readFile(answer.file.path)
  }
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const body = await bodyOf(path)
    const change = replace.get(path)
    response.writeHead(body === undefined ? 404 : 200)
    if (held.has(path)) response.write('x'.repeat(1000))
    else response.end(body !== undefined && change ? change(body) : body)
  }).listen(0, '127.0.0.1')
  await until('the server to listen', () => server.listening)
  atEnd(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // listening on TCP, so never a pipe's name
  await prepareAgent({ dataDir, hubUrl: url, root })
  return { url, root, asked, replace, held }
}
