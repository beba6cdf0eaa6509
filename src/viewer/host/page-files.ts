// Serving the viewer's page: three files from the package, under a policy that lets it do nothing else.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join } from 'node:path'
import { DeskhandError } from '../../protocol/error.ts'

const FILES: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/': { name: 'viewer.html', type: 'text/html; charset=utf-8' },
  '/viewer.css': { name: 'viewer.css', type: 'text/css; charset=utf-8' },
  '/viewer.js': { name: 'viewer.js', type: 'text/javascript; charset=utf-8' },
}

/** The server's own host and port, and the folder with the built page. */
export type PagePlace = { readonly authority: string; readonly folder: string }

/** Answers one request for the page; one under any name but our own comes through a foreign DNS entry. */
export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  { authority, folder }: PagePlace,
): Promise<void> {
  const file = FILES[request.url ?? '']
  if (request.headers.host !== authority) return refuse(response, 403)
  if (!file) return refuse(response, 404)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
  const body = await readFile(join(folder, file.name)).catch(() => null)
  if (!body) return refuse(response, 500)
  response.writeHead(200, { ...headers(authority), 'Content-Type': file.type, 'Content-Length': body.byteLength })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function headers(authority: string): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      'img-src data:',
      `connect-src ws://${authority}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end()
}

/**
 * The folder of the built page: beside the built program, or under the sources when they run as they are.
 *
 * @throws DeskhandError  `internal` when the page was not built
 */
export function pageFolder(): string {
  let folder = import.meta.dirname
  for (let up = 0; up < 5; up++, folder = dirname(folder)) {
    for (const place of [join(folder, 'page'), join(folder, 'dist', 'page')]) {
      if (existsSync(join(place, 'viewer.js'))) return place
    }
  }
  throw new DeskhandError('internal', { problem: 'the viewer page is missing from the package' })
}
