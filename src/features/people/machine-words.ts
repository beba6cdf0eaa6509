// What a customer's machine is, in one line.
import type { Translate } from '../../language/catalogue.ts'
import type { Participant } from '../../session/state.ts'

/** The machine as `laptop · linux x64 · x11`; empty when it is not known. Not safe yet. */
export function machineWords({ machine }: Participant, t: Translate): string {
  if (!machine) return ''
  const display = machine.display === 'none' ? t('panes.people.noDisplay') : machine.display
  return `${machine.hostname} · ${machine.platform} · ${display}`
}
