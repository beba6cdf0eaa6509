// Errors of the database and of backups.
import type { ErrorRows } from './spec.ts'

/** Errors of the database and of backups. */
export const storageErrors = {
  'storage.in-use': {
    sentence: 'another hub works on {path}',
    help: 'stop it first, or use PostgreSQL for several hubs',
    exit: 9,
    http: 500,
  },
  'storage.unavailable': {
    sentence: 'the database cannot be used: {problem}',
    help: 'check that it runs and that the address is right',
    exit: 12,
    http: 503,
    retry: true,
  },
  'storage.newer': {
    sentence: 'the database was written by a newer program ({found})',
    help: 'update deskhand',
    exit: 9,
    http: 500,
  },
  'storage.pending': {
    sentence: 'the database needs {count} migrations',
    help: 'run `deskhand hub migrate`',
    exit: 9,
    http: 500,
  },
  'storage.damaged': {
    sentence: 'the database is damaged: {problem}',
    help: 'restore the last backup with `deskhand hub restore`',
    exit: 1,
    http: 500,
  },
  'storage.not-empty': { sentence: 'the database is not empty', help: 'restore into a new one', exit: 9, http: 500 },
  'backup.damaged': { sentence: 'the backup is damaged: {problem}', help: 'use another backup', exit: 1, http: 400 },
} as const satisfies ErrorRows
