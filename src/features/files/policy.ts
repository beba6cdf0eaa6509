// The hub's rules of published files: who may open, publish, take back and report, and how much there may be.
import { MAX_PUBLISHED_FILES } from '../../protocol/limits.ts'
import { isOff } from '../../session/permitted.ts'
import { focusedCustomer, stopAsk } from '../../session/rules.ts'
import type { Settings } from '../../session/settings.ts'
import { type Ask, type Core, isOpen } from '../../session/state.ts'
import { allow, deny, type Policy, type Verdict } from '../../session/verdict.ts'
import type { RequestData } from '../requests.ts'
import type { Manifest } from './protocol.ts'
import { type FilesState, filesThere } from './state.ts'

/** The exchange with the customer in focus, asked for or running; null while there is none. */
export function openExchange(core: Core): Ask | null {
  const customer = focusedCustomer(core)?.id
  return (
    [...core.asks.values()].find((one) => one.kind === 'files.basic' && isOpen(one) && one.customer === customer) ??
    null
  )
}

/** Asks the customer in focus; one exchange with a customer serves every file. */
export const openFiles: Policy<RequestData<'file.open'>, FilesState> = ({ core }) => {
  const open = openExchange(core)
  if (open) return deny('activity.running', { ask: open.id, state: open.state })
  return { verdict: 'ask', kind: 'files.basic', action: { name: 'file.open', data: {} } }
}

/** What publishing is judged by. */
export interface Publishing {
  readonly core: Core
  readonly files: FilesState
  readonly settings: Settings
}

/** Whether a file may be published now: the running exchange it goes to, or why not. Judged before its bytes and after. */
export function judgePublish({ core, files, settings }: Publishing, told: Manifest): Ask | Refused {
  if (isOff(settings, 'files.basic')) return deny('feature.off', { kind: 'files.basic' })
  const open = openExchange(core)
  if (open?.state !== 'running') return deny('consent.not-granted')
  const limit = settings['file.limitBytes']
  if (told.bytes > limit) return deny('file.too-large', { name: told.name, bytes: told.bytes, limit })
  const there = filesThere(files)
  if (there.length >= MAX_PUBLISHED_FILES) return deny('request.too-many')
  const bytes = there.reduce((sum, one) => sum + one.bytes, told.bytes)
  const quota = settings['file.quotaBytes']
  return bytes > quota ? deny('file.quota', { bytes, limit: quota }) : open
}

type Refused = Extract<Verdict, { verdict: 'deny' }>

/** Takes one file back, or all of them with the exchange; all of nothing is nothing. */
export const unpublishFile: Policy<RequestData<'file.unpublish'>, FilesState> = ({ core, slice }, { file }) => {
  const gone = filesThere(slice).filter((one) => file === null || one.file === file)
  if (file !== null && gone.length === 0) return deny('file.not-found', { file })
  const drafts = gone.map((one) => ({
    type: 'file.unpublished',
    data: { file: one.file, customer: one.customer, name: one.name },
  }))
  const open = file === null ? [...core.asks.values()].filter((one) => one.kind === 'files.basic' && isOpen(one)) : []
  return allow([...drafts, ...open.map((one) => stopAsk(one, 'rep'))], { files: gone.map((one) => one.file) })
}

/** Takes the word of the machine the file is for; it may have been taken back while the last bytes were written. */
export const reportFile: Policy<RequestData<'file.report'>, FilesState> = ({ slice, actor }, data) => {
  const one = slice.get(data.file)
  if (!one || one.customer !== actor.author.id) return deny('file.not-found', { file: data.file })
  if (one.sha256 !== data.sha256 || one.bytes !== data.bytes) return deny('file.differs', { name: one.name })
  const { file, customer, name, bytes, sha256 } = one
  return allow([{ type: 'file.downloaded', data: { file, customer, name, bytes, sha256 } }])
}
