// Which parts of the desktop portal a Wayland desktop has, asked of the session bus with the system's own tool.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Environment } from '../state/places.ts'

/** How long the bus may take to answer, in milliseconds. */
const BUS_TIMEOUT_MS = 3_000
/** The longest answer that is read, in bytes. */
const MAX_ANSWER_BYTES = 64 * 1024
const SERVICE = 'org.freedesktop.portal.Desktop'
const OBJECT = '/org/freedesktop/portal/desktop'

/** What is known of the portal; a part that is missing has no version. */
export type Portal =
  | { readonly is: 'there'; readonly screenCast: number | null; readonly remoteDesktop: number | null }
  | { readonly is: 'none' }
  /** There is no tool to ask with. */
  | { readonly is: 'unknown' }

/** Asks the portal for the versions of what matters here. */
export async function askPortal(env: Environment): Promise<Portal> {
  try {
    const [screenCast, remoteDesktop] = await Promise.all(['ScreenCast', 'RemoteDesktop'].map((it) => version(it, env)))
    if (screenCast === undefined && remoteDesktop === undefined) return { is: 'none' }
    return { is: 'there', screenCast: screenCast ?? null, remoteDesktop: remoteDesktop ?? null }
  } catch {
    return { is: 'unknown' } // only the tool itself being absent comes here
  }
}

/** The version of one part; undefined when it, or the whole portal, does not answer. */
async function version(part: string, env: Environment): Promise<number | undefined> {
  const args = ['--user', '--json=short', 'get-property', SERVICE, OBJECT, `org.freedesktop.portal.${part}`, 'version']
  try {
    const options = { env: { ...env }, timeout: BUS_TIMEOUT_MS, maxBuffer: MAX_ANSWER_BYTES }
    const { stdout } = await promisify(execFile)('busctl', args, options)
    const answer: unknown = JSON.parse(stdout)
    const isVersion = typeof answer === 'object' && answer !== null && 'data' in answer
    return isVersion && Number.isSafeInteger(answer.data) ? Number(answer.data) : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error
    return undefined
  }
}
