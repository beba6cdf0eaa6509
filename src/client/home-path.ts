// Paths as a shell reads them, for those that are typed into a program.
import { homedir } from 'node:os'
import { resolve } from 'node:path'

/** The whole path: `~` is the home folder, and what is not whole begins where the program was started. */
export function homePath(text: string): string {
  return resolve(text.trim().replace(/^~(?=$|\/)/, homedir()))
}
