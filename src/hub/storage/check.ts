// Looks for what must never be: holes in a journal, lists that disagree with it.
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Finding } from '../../features/ports.ts'
import type { Translate } from '../../language/catalogue.ts'
import type { Database } from './schema.ts'

/** Findings of one kind that are reported; the first ones are enough to act on. */
const MAX_FINDINGS = 20

type Details = Finding['details']

/** Sessions beside the last seq of their journals. */
const LISTED = sql`
  session LEFT JOIN (SELECT stream, max(seq) AS last FROM event GROUP BY stream) AS heads
  ON heads.stream = 'session/' || session.id`

/** Each statement returns the details of what is wrong: no rows when all is well. */
const CHECKS: Readonly<Partial<Record<Finding['sentence'], RawBuilder<Details>>>> = {
  gap: sql`
    SELECT stream, count(*) AS count, max(seq) AS last FROM event GROUP BY stream
    HAVING min(seq) <> 1 OR max(seq) <> count(*) LIMIT ${MAX_FINDINGS}`,
  order: sql`
    SELECT stream, seq FROM
      (SELECT stream, seq, lag(seq) OVER (PARTITION BY stream ORDER BY position) AS prior FROM event) AS walked
    WHERE seq <= prior LIMIT ${MAX_FINDINGS}`,
  unlisted: sql`
    SELECT stream FROM event WHERE seq = 1 AND stream LIKE 'session/%'
      AND NOT EXISTS (SELECT 1 FROM session WHERE session.id = substr(stream, 9)) LIMIT ${MAX_FINDINGS}`,
  unfounded: sql`SELECT session.id AS session FROM ${LISTED} WHERE heads.last IS NULL LIMIT ${MAX_FINDINGS}`,
  ahead: sql`
    SELECT session.id AS session, session.seq, heads.last FROM ${LISTED} WHERE session.seq > heads.last
    LIMIT ${MAX_FINDINGS}`,
  sameEmail: sql`
    SELECT min(email) AS email, count(*) AS count FROM account GROUP BY email_key HAVING count(*) > 1
    LIMIT ${MAX_FINDINGS}`,
}

/** Checks the journal and its projections; the engine checks its own files. */
export async function checkJournal(db: Kysely<Database>): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const [sentence, statement] of Object.entries(CHECKS)) {
    const { rows } = await statement.execute(db)
    for (const details of rows) findings.push({ sentence: sentence as Finding['sentence'], details: { ...details } }) // its keys
  }
  return findings
}

/** A finding as a person reads it. */
export function sayFinding({ sentence, details }: Finding, t: Translate): string {
  // Each sentence has parameters of its own, and its finding carries them; the catalogue's type asks for one sentence's.
  return t(`storage.${sentence}` as 'storage.engine', details as { problem: string })
}
