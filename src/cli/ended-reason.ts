// Why a view or a share of a command is over, for the person at the terminal.
import type { Language } from '../language/catalogue.ts'
import { translator } from '../language/catalogue.ts'
import type { Ask } from '../session/state.ts'
import { endedText } from '../viewer/host/ended-text.ts'

/**
 * The sentence for a reason as `--json` tells it; empty when the reader knows it, having ended it.
 *
 * @param ask  what was shown, when it is known: a failure says more there
 */
export function endedReason(language: Language, reason: string, ask: Ask | null): string {
  if (reason === 'closed') return translator(language)('cli.desktop.endedClosed')
  const over = ask?.state === 'failed' ? ask : ({ state: 'stopped', reason, error: null } as const)
  return endedText(over, { language, audience: 'rep' })
}
