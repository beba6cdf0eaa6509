// A warning that has to be understood before control of the rep's own machine is given away (DSK-08, APP-19).
import { DeskhandError } from '../protocol/error.ts'
import type { Io } from '../terminal/print/io.ts'
import { confirm } from '../terminal/print/prompt.ts'

/**
 * Asks, unless the rep said that they know.
 *
 * @throws DeskhandError  `input.required` where nobody can be asked, `interrupted` when the answer is no
 */
export async function understood(io: Io, text: string, isKnown: boolean): Promise<void> {
  if (!isKnown && !(await confirm(io, { text, flag: '--i-understand' }))) throw new DeskhandError('interrupted')
}
