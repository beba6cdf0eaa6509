// Which hub a command speaks to, and for whom: options, then the environment, then what `login` remembered.
import { readFile } from 'node:fs/promises'
import { readConfig } from '../client/config.ts'
import { hubAddress } from '../client/hub-address.ts'
import type { Account } from '../client/post.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { Io } from '../terminal/print/io.ts'
import type { GlobalOptions } from './program.ts'

/** The hub that is meant, or null when none is known. */
export async function chosenHub(io: Io, { hub }: GlobalOptions): Promise<string | null> {
  const named = hub ?? io.env.DESKHAND_HUB
  if (named) return hubAddress(named)
  return (await readConfig(io.env)).current
}

/**
 * The hub and the token to use there.
 *
 * @throws DeskhandError `auth.required` when no hub or no token is known; `file.unreadable` for the token file
 */
export async function chosenAccount(io: Io, options: GlobalOptions): Promise<Account> {
  const url = await chosenHub(io, options)
  if (url === null) throw new DeskhandError('auth.required')
  if (options.tokenFile !== undefined) return { url, token: await readToken(options.tokenFile) }
  const token = io.env.DESKHAND_TOKEN?.trim() || (await readConfig(io.env)).hubs[url]?.token
  if (!token) throw new DeskhandError('auth.required')
  return { url, token }
}

/** A token from a file, without what editors put around it. @throws DeskhandError `file.unreadable` */
export async function readToken(path: string): Promise<string> {
  try {
    const token = (await readFile(path, 'utf8')).trim()
    if (token === '' || token.length > 200) throw new Error('it holds no token')
    return token
  } catch (error) {
    throw new DeskhandError('file.unreadable', { path, problem: (error as Error).message }, error) // fs throws Errors
  }
}
