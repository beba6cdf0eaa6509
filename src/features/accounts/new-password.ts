// Takes the password of an account that is being made or changed.
import { DeskhandError } from '../../protocol/error.ts'
import type { Io } from '../../terminal/print/io.ts'
import { askSecret, readSecret } from '../../terminal/print/prompt.ts'

/**
 * Reads it from standard input, or asks for it twice.
 *
 * @throws DeskhandError `input.required` without a terminal and without `--password-stdin`; `usage` when the two differ
 */
export async function newPassword(io: Io, fromInput: boolean): Promise<string> {
  if (fromInput) return readSecret(io)
  const flag = '--password-stdin'
  const password = await askSecret(io, { text: io.t('cli.password.new'), flag })
  const again = await askSecret(io, { text: io.t('cli.password.again'), flag })
  if (password !== again) throw new DeskhandError('usage', { problem: io.t('cli.password.differ') })
  return password
}
