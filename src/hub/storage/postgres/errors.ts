// What PostgreSQL's errors, and those of the way to it, mean to Deskhand.
import { DatabaseError } from 'pg'
import { DeskhandError } from '../../../protocol/error.ts'

/**
 * SQLSTATE classes and codes that say the database cannot be used now: connection, authorisation, missing database,
 * read-only server, resources, operator intervention.
 */
const UNAVAILABLE = /^(08|28|3D|53|57|25006|40|55P03)/
/** Corrupted data or index. */
const DAMAGED = /^XX00[12]/

/**
 * Awaits a query and gives PostgreSQL's failures our names.
 *
 * @throws DeskhandError `storage.unavailable`, `storage.damaged`; a mistake in a statement passes unchanged
 */
export async function postgresErrors<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw postgresError(error)
  }
}

function postgresError(error: unknown): unknown {
  if (error instanceof DeskhandError || error instanceof TypeError || !(error instanceof Error)) return error
  if (error instanceof DatabaseError) {
    const problem = error.message
    if (UNAVAILABLE.test(error.code ?? '')) return new DeskhandError('storage.unavailable', { problem }, error)
    if (DAMAGED.test(error.code ?? '')) return new DeskhandError('storage.damaged', { problem }, error)
    return error
  }
  // Not an answer of the server: the socket, the name, a time limit. Without a message there is at least a code.
  const problem = error.message || String((error as NodeJS.ErrnoException).code ?? error.name)
  return new DeskhandError('storage.unavailable', { problem }, error)
}
