// What the site permits at all, before any customer is asked.
import { KIND_NAMES, type Kind, kindSpec } from './kinds.ts'
import type { Settings } from './settings.ts'

/** Whether the administrator has switched a kind off: by its name, or by the setting that permits it. */
export function isOff(settings: Settings, kind: Kind): boolean {
  const { permittedBy } = kindSpec(kind)
  return settings['consent.off'].includes(kind) || (permittedBy !== undefined && !settings[permittedBy])
}

/** Every kind that is switched off. */
export function offKinds(settings: Settings): readonly Kind[] {
  return KIND_NAMES.filter((kind) => isOff(settings, kind))
}
