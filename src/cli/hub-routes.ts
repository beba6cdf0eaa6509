// The public pages a hub serves beside its own addresses.
import type { Route } from '../hub/http/routes.ts'

/** All of them. */
export function hubRoutes(): readonly Route[] {
  return []
}
