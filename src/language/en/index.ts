// All English messages, one file an area.
import { agent } from './agent.ts'
import { annotate } from './annotate.ts'
import { cli } from './cli.ts'
import { commands } from './commands.ts'
import { console } from './console.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { history } from './history.ts'
import { invite } from './invite.ts'
import { kinds } from './kinds.ts'
import { pages } from './pages.ts'
import { panes } from './panes.ts'
import { shares } from './shares.ts'
import { start } from './start.ts'
import { storage } from './storage.ts'
import { terminal } from './terminal.ts'
import { viewer } from './viewer.ts'

/** The English catalogue; the Korean one must mirror it. */
export const en = {
  agent,
  annotate,
  cli,
  commands,
  console,
  demo,
  doctor,
  history,
  invite,
  kinds,
  pages,
  panes,
  shares,
  start,
  storage,
  terminal,
  viewer,
} as const
