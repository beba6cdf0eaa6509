// What a rep may set for the console: `console.json` in the folder of the configuration.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { configFolder } from '../client/config.ts'
import { DeskhandError } from '../protocol/error.ts'

const file = z.strictObject({
  keys: z.record(z.string().max(60), z.array(z.string().max(40)).max(8)).optional(),
  bell: z.boolean().optional(),
  notify: z.boolean().optional(),
  mouse: z.boolean().optional(),
  background: z.enum(['dark', 'light']).optional(),
  timeZone: z.string().max(60).optional(),
  layout: z.enum(['dashboard', 'tray', 'multi']).optional(),
  pictures: z.enum(['auto', 'kitty', 'sixel', 'blocks', 'off']).optional(),
  tabs: z
    .array(z.enum(['tools', 'desktop', 'application', 'session']))
    .max(4)
    .optional(),
})

/** Reads it; nothing is set when there is no such file. @throws DeskhandError `file.unreadable` naming what is wrong */
export async function readConsoleConfig(
  env: Readonly<Record<string, string | undefined>>,
): Promise<z.infer<typeof file>> {
  const path = join(configFolder(env), 'console.json')
  try {
    return file.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message // fs and JSON throw Errors
    throw new DeskhandError('file.unreadable', { path, problem }, error)
  }
}
