// Connections to a PostgreSQL server: bounded, with time limits, made again after the server was away.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import type { Database } from '../schema.ts'
import { postgresErrors } from './errors.ts'

/** Connections one hub reads with; one more writes. */
export const READ_CONNECTIONS = 8
/** Wait for a connection, in milliseconds. */
const CONNECT_MS = 5_000
/** Longest statement of daily work, the wait for other hubs' commits included, in milliseconds. */
const STATEMENT_MS = 15_000
/** An unused connection is closed after this, in milliseconds. */
const IDLE_MS = 30_000

const INT8 = 20
const INT8_ARRAY = 1016

/** Makes a pool. Integers of 8 bytes arrive as numbers: seqs, positions and milliseconds stay far below 2^53. */
export function makePool(url: string, access: 'write' | 'read', max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
    application_name: 'deskhand',
    types: { getTypeParser: typeParser },
    ...(access === 'read' ? { options: '-c default_transaction_read_only=on' } : {}),
  })
  // An idle connection that breaks is taken out of the pool by the pool; whoever asks next gets a new one, or the error.
  pool.on('error', () => undefined)
  // One that breaks while it is taken and nothing is asked of it says so here, and would end the process unheard; the
  // next query on it fails, which is how its user learns of it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return Number
  if (oid === INT8_ARRAY) return (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number))
  return pg.types.getTypeParser(oid, format as 'text') // pg's own types name one format at a time
}

/** Kysely over a pool, failing with our errors. The pool's owner ends it. */
export function kyselyOver(pool: pg.Pool): Kysely<Database> {
  const named: PostgresPool = {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => namedClient(await postgresErrors(pool.connect())),
  }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: named }) })
}

function namedClient(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => postgresErrors(client.query(text, [...values]))
  return {
    // The other form of `query`, with a cursor, is Kysely's streaming, which nothing here does.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => client.release(),
  }
}
