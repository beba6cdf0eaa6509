// The environment of the agent, with its secrets hidden.
import type { Collector } from './collect.ts'
import { maskVariable } from './mask.ts'

/** Every variable, by name. */
export const environment: Collector = async ({ env }) =>
  Object.fromEntries(
    Object.entries(env)
      .filter((entry): entry is [string, string] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, maskVariable(name, value)]),
  )
