// What `doctor` says about control, marks and single applications, and about each part of the display that is missing.
import type { Translate } from '../../src/language/catalogue.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import { ABILITY_NAMES, type AbilityName, type PlatformAbilities } from '../platform/applications.ts'
import type { Environment } from '../state/places.ts'
import type { Check } from './doctor.ts'
import { askPortal } from './portal.ts'

/** Without these nothing can be shown at all. */
const VITAL: ReadonlySet<AbilityName> = new Set(['DAMAGE', 'XFIXES', 'SHAPE'])

/** The checks of a drawn desktop, which can do everything by itself. */
export function drawnChecks(translate: Translate): readonly Check[] {
  return (['input', 'overlay', 'windows'] as const).map((name) => {
    return { name, state: 'ok', text: translate(`doctor.${name}.drawn`), fix: null }
  })
}

/** The checks of a real display: what works, and for each part that is missing what that means and its fix. */
export function abilityChecks(translate: Translate, abilities: PlatformAbilities): readonly Check[] {
  const { has, windowManager, hasCompositor } = abilities
  const missing = ABILITY_NAMES.filter((name) => !has[name])
  const one = (name: 'input' | 'overlay', isThere: boolean): Check => {
    return {
      name,
      state: isThere ? 'ok' : 'warn',
      text: translate(`doctor.${name}.${isThere ? 'yes' : 'no'}`),
      fix: null,
    }
  }
  const name = safeText(windowManager || '?', { maxCells: 40 })
  const way = hasCompositor ? 'composited' : 'manager'
  const windows: Check =
    windowManager === null
      ? { name: 'windows', state: 'warn', text: translate('doctor.windows.none'), fix: translate('doctor.fix.windows') }
      : { name: 'windows', state: 'ok', text: translate(`doctor.windows.${way}`, { name }), fix: null }
  const names = (list: readonly AbilityName[]): { names: string } => ({ names: list.join(', ') })
  const extensions: Check =
    missing.length === 0
      ? { name: 'extensions', state: 'ok', text: translate('doctor.extensions.all', names(ABILITY_NAMES)), fix: null }
      : { name: 'extensions', state: 'warn', text: translate('doctor.extensions.some', names(missing)), fix: null }
  const lacks = missing.map((it): Check => {
    const fix = translate('doctor.fix.extension', { name: it })
    return { name: 'lacks', state: VITAL.has(it) ? 'fail' : 'warn', text: translate(`doctor.lacks.${it}`), fix }
  })
  return [one('input', has.XTEST), one('overlay', has.SHAPE), windows, extensions, ...lacks]
}

/** What a Wayland desktop offers, and what of it is missing; nothing on any other desktop. */
export async function portalCheck(translate: Translate, env: Environment): Promise<readonly Check[]> {
  if (!env.WAYLAND_DISPLAY && env.XDG_SESSION_TYPE !== 'wayland') return []
  const portal = await askPortal(env)
  const check = (text: string, fix: string): readonly Check[] => [{ name: 'portal', state: 'warn', text, fix }]
  if (portal.is === 'unknown') return check(translate('doctor.portal.unknown'), translate('doctor.fix.busctl'))
  const desktop = (env.XDG_CURRENT_DESKTOP ?? '').toLowerCase()
  const backend = desktop.includes('kde')
    ? 'xdg-desktop-portal-kde'
    : desktop.includes('gnome')
      ? 'xdg-desktop-portal-gnome'
      : 'xdg-desktop-portal-wlr'
  const fix = translate('doctor.fix.portal', { backend })
  if (portal.is === 'none') return check(translate('doctor.portal.none'), fix)
  const { screenCast: screen, remoteDesktop: remote } = portal
  if (screen === null || remote === null) {
    const missing = screen === null ? 'ScreenCast' : 'RemoteDesktop'
    return check(translate('doctor.portal.partial', { missing }), fix)
  }
  return check(translate('doctor.portal.versions', { screen, remote }), translate('doctor.fix.session'))
}
