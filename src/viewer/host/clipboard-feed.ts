// The clipboard of the customer in focus as a rep's page uses it: each time they are asked, and the journal tells the rest.
import type { Link } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import { perform } from '../../client/perform.ts'
import { givePushed, takePulled } from '../../features/clipboard/exchange.ts'
import type { Language } from '../../language/catalogue.ts'
import { errorSentences } from '../../language/error-text.ts'
import { packText } from '../../protocol/clipboard.ts'
import { asDeskhandError } from '../../protocol/error.ts'
import type { ViewerFeed } from './feed.ts'

/** What a clipboard feed is made of. */
export interface ClipboardFeedParts {
  readonly link: Link
  readonly mirror: Mirror
  readonly language: Language
}

/** Feeds a page with the customer's clipboard; what fails says why in the reader's language. */
export function clipboardFeed({ link, mirror, language }: ClipboardFeedParts): NonNullable<ViewerFeed['clipboard']> {
  const { session } = mirror
  const put = async (text: string): Promise<void> => {
    const { packed, told } = packText(text)
    const steps = perform(link, { session, name: 'clipboard.push', data: told })
    await givePushed(steps, packed, (part) => link.request('clipboard.give', { session, ...part }))
  }
  const get = async (): Promise<string> => {
    const steps = perform(link, { session, name: 'clipboard.pull', data: {} })
    return (await takePulled(steps, (place) => link.request('clipboard.take', { session, ...place }))).text
  }
  const said = (error: unknown): never => {
    throw new Error(errorSentences(language, asDeskhandError(error)), { cause: error })
  }
  return { put: (text) => put(text).catch(said), get: () => get().catch(said) }
}
