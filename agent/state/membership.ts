// The seat of this machine in a session: what lets the agent come back after a crash without asking anyone anything.
import { z } from 'zod'
import { readPrivate, removePrivate, writePrivate } from './private-file.ts'

const membership = z.strictObject({
  version: z.literal(1),
  hub: z.string(),
  code: z.string(),
  session: z.string().regex(/^[a-z0-9_]{1,64}$/),
  number: z.string().max(40),
  participant: z.string().min(1).max(64),
  /** The participant's token; this file is its only copy on this machine. */
  token: z.string().min(1).max(200),
  company: z.string().max(200),
  rep: z.string().max(200),
  name: z.string().max(200),
  /** Whether it still has to be let in. */
  waiting: z.boolean(),
})
/** The seat of this machine in a session. */
export type Membership = z.infer<typeof membership>

/** The seat kept from before; null when there is none for this hub and code. */
export function loadMembership(path: string, hub: string, code: string): Membership | null {
  try {
    const parsed = membership.safeParse(JSON.parse(readPrivate(path) ?? 'null'))
    return parsed.success && parsed.data.hub === hub && parsed.data.code === code ? parsed.data : null
  } catch {
    return null // damaged: the customer joins anew
  }
}

/** Keeps the seat. Throws what the disk says. */
export function saveMembership(path: string, seat: Membership): void {
  writePrivate(path, JSON.stringify(membership.parse(seat)))
}

/** Gives the seat up. */
export function dropMembership(path: string): void {
  removePrivate(path)
}
