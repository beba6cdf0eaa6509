// What a customer's machine is, in one line.
import type { Translate } from '../../language/catalogue.ts'
import type { Participant } from '../../session/state.ts'

/** The machine as `laptop · linux x64 · x11`; empty when it is not known. Not safe yet. */
export function machineWords({ machine }: Participant, t: Translate): string {
  if (!machine) return ''
  return `${machine.hostname} · ${machine.platform} · ${displayWords(machine.display, t)}`
}

/** What has a name of its own, such as x11, keeps it in every language. */
function displayWords(display: string, t: Translate): string {
  if (display === 'none') return t('panes.people.noDisplay')
  return display === 'drawn' ? t('panes.people.drawnDisplay') : display
}
