// Opens the console on a running session with a customer in it, for a person to look around.

import { readConfig } from '../../client/config.ts'
import { runConsole } from '../../console/main.tsx'
import type { Io } from '../../terminal/print/io.ts'
import { printMessage } from '../../terminal/print/print-message.ts'
import type { OwnMachine } from '../own-machine.ts'
import { ownScreensOf } from '../own-screens.ts'
import { showScreenIn } from '../show-screen.ts'
import { watchScreen } from '../watch-screen.ts'
import type { Found } from './found.ts'
import type { Stage } from './stage.ts'
import { STORY } from './story.ts'

/** What has to be there before a person looks. */
const BEFORE: readonly string[] = ['hub', 'setup', 'reps', 'start', 'join', 'chat']

/** Sets everything up, then hands the terminal to the console. @returns its exit code */
export async function playLive(io: Io, stage: Stage, machine: () => Promise<OwnMachine>): Promise<number> {
  const found: Found = { url: '', number: '', session: '', hub: null, agent: null, view: null, control: null }
  for (const step of STORY) {
    if (!BEFORE.includes(step.name)) continue
    await printMessage(io, `✓ ${io.t(`demo.step.${step.name}`)}: ${await step.play(stage, found, io.t)}`)
  }
  const { hubs } = await readConfig({ DESKHAND_CONFIG_DIR: stage.path('lead/config') })
  return runConsole({
    url: found.url,
    token: hubs[found.url]?.token ?? '',
    session: found.session,
    language: io.language,
    io,
    process,
    showScreen: showScreenIn(io.language),
    watchScreen,
    ownScreens: ownScreensOf(machine, io, stage.hasDisplay ? null : 'fake'),
  })
}
