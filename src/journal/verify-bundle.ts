// Proving a bundle offline: what was edited, removed, moved, cut off or signed by someone else is named.
import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { fingerprint, readBundleLine, type SignedHead } from './bundle.ts'
import { type Event, type Head, lineHash } from './event.ts'
import { headText } from './seal.ts'
import { type Withheld, withheldText } from './withheld.ts'

/** At most this many findings are named; a bundle with more is not worth more words. */
export const MAX_FINDINGS = 50

/** A seal is signed without a time: the entry it stands in has one. */
const SEALED_AT = 0
const seal = z.object({ seq: z.int(), hash: z.string(), key: z.string(), signature: z.string() })

/** What was done to a bundle, or why nothing can be said about it. */
export type Damage =
  | 'malformed'
  | 'truncated'
  | 'edited'
  | 'reordered'
  | 'removed'
  | 'repeated'
  | 'added'
  | 'forged'
  | 'unknown-key'

/** One finding: what, at which entry (0 where it is not one entry), and in words for a report. */
export interface BundleFinding {
  readonly damage: Damage
  readonly seq: number
  readonly detail: string
}

/** What a bundle proves. It verifies when there are no findings. */
export interface BundleReport {
  readonly findings: readonly BundleFinding[]
  readonly stream: string
  /** Entries read. */
  readonly events: number
  readonly head: SignedHead | null
  /** Whether the journal was sealed when its session ended. */
  readonly sealed: boolean
  /** Entries kept from whoever made the bundle: their places are proved, not what they say. */
  readonly withheld: number
}

/**
 * Checks a bundle line by line, offline: every edit, removal, reordering, truncation and forged signature is named.
 *
 * @param lines  the bundle's lines without their line feeds
 * @param key    the fingerprint the signature must come from; without it any consistent key passes
 */
export async function verifyBundle(
  lines: AsyncIterable<string> | Iterable<string>,
  key: string | null = null,
): Promise<BundleReport> {
  const read = await readBundle(lines)
  const findings = [...read.findings]
  const { stream, head, places, seals, withheld } = read
  if (stream !== null && !head) findings.push(found('truncated', 0, 'the signed head is missing'))
  findings.push(...checkOrder(places), ...checkChain(places, head))
  if (head) findings.push(...checkHead(head, stream ?? '', key))
  for (const one of seals) findings.push(...checkSeal(one, head))
  for (const one of withheld) findings.push(...checkWithheld(one, head))
  return {
    findings: findings.slice(0, MAX_FINDINGS),
    stream: stream ?? '',
    events: places.length,
    head,
    sealed: seals.length > 0,
    withheld: withheld.length,
  }
}

interface Place {
  readonly seq: number
  readonly prev: string
  readonly hash: string
}

interface ReadBundle {
  readonly stream: string | null
  readonly places: readonly Place[]
  readonly seals: readonly Event[]
  readonly withheld: readonly Withheld[]
  readonly head: SignedHead | null
  readonly findings: readonly BundleFinding[]
}

async function readBundle(lines: AsyncIterable<string> | Iterable<string>): Promise<ReadBundle> {
  let stream: string | null = null
  let head: SignedHead | null = null
  const places: Place[] = []
  const seals: Event[] = []
  const withheld: Withheld[] = []
  const findings: BundleFinding[] = []
  let number = 0
  for await (const line of lines) {
    number += 1
    const read = readBundleLine(line)
    if (number === 1) {
      if (read.is !== 'header') return { ...empty, findings: [found('malformed', 0, 'this is not a bundle')] }
      stream = read.header.stream
    } else if (head) findings.push(found('added', 0, `line ${number} stands after the signed head`))
    else if (read.is === 'entry' && read.event.stream === stream) {
      places.push({ seq: read.event.seq, prev: read.event.prev, hash: lineHash(line) })
      if (read.event.type === 'session.sealed') seals.push(read.event)
    } else if (read.is === 'withheld' && read.place.stream === stream) {
      places.push(read.place)
      withheld.push(read.place)
    } else if (read.is === 'head') head = read.head
    else findings.push(found('edited', 0, `line ${number} is not an entry of ${stream}`))
    if (findings.length > MAX_FINDINGS) break
  }
  return number === 0
    ? { ...empty, findings: [found('malformed', 0, 'the file is empty')] }
    : { stream, places, seals, withheld, head, findings }
}

const empty = { stream: null, places: [], seals: [], withheld: [], head: null } as const

/** Entries that stand before a lower one, or twice. */
function checkOrder(places: readonly Place[]): readonly BundleFinding[] {
  const findings: BundleFinding[] = []
  const seen = new Set<number>()
  let highest = 0
  for (const { seq } of places) {
    if (seen.has(seq)) findings.push(found('repeated', seq, `entry ${seq} stands there twice`))
    else if (seq < highest) findings.push(found('reordered', seq, `entry ${seq} stands after entry ${highest}`))
    seen.add(seq)
    highest = Math.max(highest, seq)
  }
  return findings
}

/** Gaps, a missing end, and entries whose hash is not what the next one says. */
function checkChain(places: readonly Place[], head: SignedHead | null): readonly BundleFinding[] {
  const findings: BundleFinding[] = []
  const sorted = [...new Map(places.map((one) => [one.seq, one])).values()].sort((a, b) => a.seq - b.seq)
  let before: Place = { seq: 0, prev: '', hash: '' }
  for (const one of sorted) {
    const gap = one.seq - before.seq - 1
    if (gap === 1) findings.push(found('removed', one.seq - 1, `entry ${one.seq - 1} is missing`))
    else if (gap > 1)
      findings.push(found('removed', before.seq + 1, `entries ${before.seq + 1} to ${one.seq - 1} are missing`))
    else if (one.prev !== before.hash)
      findings.push(found('edited', Math.max(1, before.seq), `entry ${Math.max(1, before.seq)} is not what was signed`))
    before = one
  }
  if (!head) return findings
  if (before.seq < head.seq)
    findings.push(
      found('truncated', before.seq + 1, `the journal ends at ${before.seq}, the signed head at ${head.seq}`),
    )
  else if (before.seq > head.seq)
    findings.push(found('added', head.seq + 1, `entries after ${head.seq} are not signed`))
  else if (before.hash !== head.hash)
    findings.push(found('edited', before.seq, `entry ${before.seq} is not what was signed`))
  return findings
}

function checkHead(head: SignedHead, stream: string, key: string | null): readonly BundleFinding[] {
  const findings: BundleFinding[] = []
  const isOwnKey = fingerprint(head.publicKey) === head.key
  const text = headText(head.stream, head, head.at)
  if (head.stream !== stream) findings.push(found('forged', head.seq, `the head is signed for ${head.stream}`))
  if (!isOwnKey || !isSigned(text, head))
    findings.push(found('forged', head.seq, 'the signature of the head is not valid'))
  if (key !== null && key !== head.key)
    findings.push(found('unknown-key', head.seq, `it is signed with the key ${head.key}, not with ${key}`))
  return findings
}

/** The seal of the session's end, inside the journal: it must say what it stands on, with a valid signature. */
function checkSeal(event: Event, head: SignedHead | null): readonly BundleFinding[] {
  const parsed = seal.safeParse(event.data)
  const at: Head | null = parsed.success ? { seq: parsed.data.seq, hash: parsed.data.hash } : null
  if (!parsed.success || at?.seq !== event.seq - 1 || at.hash !== event.prev)
    return [found('forged', event.seq, `the seal of entry ${event.seq} does not fit the entry before it`)]
  if (!head || parsed.data.key !== head.key) return [] // sealed with an older key of the hub: its own key is not here
  const signature = { signature: parsed.data.signature, publicKey: head.publicKey }
  return isSigned(headText(event.stream, at, SEALED_AT), signature)
    ? []
    : [found('forged', event.seq, `the signature of the seal of entry ${event.seq} is not valid`)]
}

/** An entry that is kept from its reader: the hub that signed the head must vouch for its place. */
function checkWithheld(place: Withheld, head: SignedHead | null): readonly BundleFinding[] {
  if (!head) return [] // the missing head is a finding of its own
  const signature = { signature: place.signature, publicKey: head.publicKey }
  return place.key === head.key && isSigned(withheldText(place), signature)
    ? []
    : [found('forged', place.seq, `nobody vouches for the entry ${place.seq} that is kept back`)]
}

function isSigned(text: string, by: { readonly signature: string; readonly publicKey: string }): boolean {
  try {
    const key = createPublicKey({ key: bytesOf(by.publicKey), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, bytesOf(by.signature))
  } catch {
    return false // bytes that are no key sign nothing
  }
}

/** The bytes of a base64url text. @throws TypeError for another spelling of the same bytes: that is a change too */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new TypeError('not the one spelling of these bytes')
  return bytes
}

function found(damage: Damage, seq: number, detail: string): BundleFinding {
  return { damage, seq, detail }
}
