// Plain HTTP for tests of the hub's addresses.
import { request } from 'node:http'

/** How a browser asks for a page. */
export const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

/** What came back, read to the end. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Asks with the path exactly as given, which `fetch` would tidy. */
export function ask(
  hub: string,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {} } = options
  const { hostname, port } = new URL(hub)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('latin1')
      response.on('data', (piece: string) => {
        body += piece
      })
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.from(body, 'latin1').toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}
