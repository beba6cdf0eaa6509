// All English messages, one file an area.
import { kinds } from './kinds.ts'
import { start } from './start.ts'
import { terminal } from './terminal.ts'
import { viewer } from './viewer.ts'

/** The English catalogue; the Korean one must mirror it. */
export const en = { kinds, start, terminal, viewer } as const
