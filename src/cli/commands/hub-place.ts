// Where the hub of a command keeps its data.
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { HubPlace } from '../../hub/place.ts'
import type { Io } from '../../terminal/print/io.ts'

/** Options every `hub` command takes. */
export interface PlaceOptions {
  readonly data?: string
  readonly database?: string
}

/** The folder and the database: as given, else `XDG_DATA_HOME/deskhand/hub` with SQLite in it. */
export function hubPlace(io: Io, { data, database }: PlaceOptions): HubPlace {
  const home = io.env.XDG_DATA_HOME || join(io.env.HOME ?? homedir(), '.local', 'share')
  return { dataDir: data ?? join(home, 'deskhand', 'hub'), database: database ?? null }
}
