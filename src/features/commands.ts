// Every command of a feature, in the order people are told of them.
import { accountCommands } from './accounts/command.ts'
import { annotateCommands } from './annotate/command.ts'
import { chatCommands } from './chat/command.ts'
import { clipboardCommands } from './clipboard/command.ts'
import type { CommandSpec } from './command.ts'
import { consentCommands } from './consent/command.ts'
import { fileCommands } from './files/command.ts'
import { historyCommands } from './history/command.ts'
import { lifecycleCommands } from './lifecycle/command.ts'
import { noteCommands } from './notes/command.ts'
import { peopleCommands } from './people/command.ts'
import { shareCommands } from './shares/command.ts'
import { siteCommands } from './site/command.ts'
import { sysinfoCommands } from './sysinfo/command.ts'

/** All commands of features. */
export const FEATURE_COMMANDS: readonly CommandSpec[] = [
  ...lifecycleCommands,
  ...peopleCommands,
  ...historyCommands,
  ...chatCommands,
  ...noteCommands,
  ...consentCommands,
  ...shareCommands,
  ...annotateCommands,
  ...clipboardCommands,
  ...fileCommands,
  ...sysinfoCommands,
  ...accountCommands,
  ...siteCommands,
]
