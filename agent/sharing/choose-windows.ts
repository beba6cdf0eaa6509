// Which windows are shared: chosen by the customer on their terminal, or named in advance with `--allow-apps`.
import { DeskhandError } from '../../src/protocol/error.ts'
import type { Given } from '../features/handler.ts'
import type { AppWindow, Platform } from '../platform/platform.ts'

/** Windows and applications a customer is offered at most. */
export const MAX_OFFERED = 200

/**
 * The windows the customer wants to share, an application started where they chose one that does not run (APP-05).
 *
 * @param wanted  what the rep meant, a hint
 * @throws DeskhandError  `activity.failed` when nothing was chosen, or nothing may be
 */
export async function chooseWindows(given: Given, platform: Platform, wanted: string): Promise<readonly AppWindow[]> {
  const { allowApps } = given
  const isAllowed = (name: string): boolean => allowApps === null || allowApps.some((one) => isSame(one, name))
  const all = await platform.listWindows()
  const windows = all.filter(({ application }) => isAllowed(application)).slice(0, MAX_OFFERED)
  if (!given.choose) return onlyAllowed(given, windows, wanted)
  const applications = await platform.listApplications()
  const chosen = await given.choose({
    kind: given.kind,
    by: given.by,
    wanted,
    running: windows.map(({ id, title, application }) => ({ id, name: `${application} – ${title}` })),
    installed: applications.filter(({ name }) => isAllowed(name)).slice(0, MAX_OFFERED),
  })
  if (!chosen) throw new DeskhandError('activity.failed', { problem: 'no application was chosen' })
  if ('start' in chosen) return [await platform.launch(chosen.start)]
  return windows.filter(({ id }) => chosen.windows.includes(id))
}

/** Nobody can be asked: only what was allowed in advance by name, what the rep meant first. */
function onlyAllowed({ allowApps }: Given, windows: readonly AppWindow[], wanted: string): readonly AppWindow[] {
  if (allowApps === null)
    throw new DeskhandError('activity.failed', {
      problem: 'nobody can choose an application here; start the agent with --allow-apps NAME',
    })
  const meant = windows.filter(({ application }) => wanted !== '' && isSame(wanted, application))
  const [one] = meant.length > 0 ? meant : windows
  if (!one) throw new DeskhandError('activity.failed', { problem: `none of ${allowApps.join(', ')} is running` })
  return [one]
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase()
}
