// Publishing a file of this machine from the console: looked at, asked for where that is needed, then sent behind the frame.
import { homePath } from '../../client/home-path.ts'
import { openExchange } from '../../features/files/policy.ts'
import { type LocalFile, lookAt, publishLocal } from '../../features/files/publish-file.ts'
import { asDeskhandError, DeskhandError } from '../../protocol/error.ts'
import { isOpen } from '../../session/state.ts'
import { sizeText } from '../../terminal/text/size-text.ts'
import { type Control, tell } from './control.ts'
import { errorSentence, tellError } from './tell-error.ts'

/** Looks at a file and begins to publish it. @returns what is wrong with it, or null when it is on its way */
export async function publishFile(control: Control, session: string, path: string): Promise<string | null> {
  try {
    const file = await lookAt(homePath(path))
    void publishNow(control, session, file).catch((error: unknown) => tellError(control, error))
    return null
  } catch (error) {
    const known = asDeskhandError(error)
    // The path stands above, and is often longer than the line.
    if (known.code !== 'file.unreadable') return errorSentence(control, known)
    return control.t('panes.files.unreadable', { problem: String(known.details.problem) })
  }
}

async function publishNow(control: Control, session: string, file: LocalFile): Promise<void> {
  const { ports, t } = control
  const { send } = ports
  if (!send) throw new DeskhandError('internal', { problem: 'this console was put together without a hub to send to' })
  if (!(await isExchangeOpen(control, session))) return
  const about = { file: file.name, size: sizeText(file.bytes) }
  tell(control, t('panes.files.sending', about))
  await publishLocal(file, { send, session, told: () => undefined })
  tell(control, t('panes.files.published', about), { level: 'success' })
}

/** Asks the customer where they have not agreed yet; false when it came to nothing, which the console tells by itself. */
async function isExchangeOpen({ desk }: Control, session: string): Promise<boolean> {
  const mirror = desk.mirrorOf(session)
  if (!mirror) return false
  const { id } = openExchange(mirror.state.core) ?? { id: (await desk.ask('file.open', {}, { session })).ask }
  return mirror
    .until(({ core }) => {
      const ask = core.asks.get(id)
      if (ask?.state === 'running') return 'open'
      return ask && !isOpen(ask) ? 'closed' : null
    })
    .then((state) => state === 'open')
}
