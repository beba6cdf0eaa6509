// Why a share is over, as a sentence for the one who reads it.
import { type Language, translator } from '../../language/catalogue.ts'
import type { Ask } from '../../session/state.ts'
import type { Audience } from '../wire.ts'

/** What is known of a share that is over. */
export type Over = Pick<Ask, 'state' | 'reason' | 'error'>

/** The sentence; empty when there is nothing to say but that it is over. */
export function endedText(over: Over, reader: { readonly language: Language; readonly audience: Audience }): string {
  const t = translator(reader.language)
  const isCustomer = reader.audience === 'customer'
  if (over.state === 'failed') {
    const { code, message = '' } = over.error ?? {}
    return code === 'screen.lost' ? t('viewer.endedScreen') : t('viewer.endedFailed', { problem: message })
  }
  switch (over.reason) {
    case 'rep':
      return t(isCustomer ? 'viewer.endedRepForCustomer' : 'viewer.endedRep')
    case 'customer':
      return t(isCustomer ? 'viewer.endedCustomerForCustomer' : 'viewer.endedCustomer')
    case 'control-passed':
      return t(isCustomer ? 'viewer.endedPassedForCustomer' : 'viewer.endedPassed')
    case 'focus-changed':
      return t(isCustomer ? 'viewer.endedFocusForCustomer' : 'viewer.endedFocus')
    case 'left':
      return t(isCustomer ? 'viewer.endedLeftForCustomer' : 'viewer.endedLeft')
    case 'ended':
      return t('viewer.endedSession')
    case 'lost':
      return t('viewer.endedLost')
    default:
      return ''
  }
}
