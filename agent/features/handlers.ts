// Every action this program can do, by the name the hub asks for it. What is not here is refused.
import { appHandlers } from './app.ts'
import { pullClipboard, pushClipboard } from './clipboard.ts'
import { controlDesktop, viewDesktop } from './desktop.ts'
import { openFiles } from './files.ts'
import type { Handler } from './handler.ts'
import { collectSysinfo } from './sysinfo.ts'
import { watchHandlers } from './watch.ts'

/** All actions. */
export const HANDLERS = {
  'desktop.view': viewDesktop,
  'desktop.control': controlDesktop,
  ...appHandlers,
  ...watchHandlers,
  'sysinfo.collect': collectSysinfo,
  'clipboard.push': pushClipboard,
  'clipboard.pull': pullClipboard,
  'file.open': openFiles,
} as const satisfies Readonly<Record<string, Handler>>

/** The handler of a name that came from outside, or undefined. */
export function findHandler(name: string): Handler | undefined {
  return Object.hasOwn(HANDLERS, name) ? HANDLERS[name as keyof typeof HANDLERS] : undefined
}
