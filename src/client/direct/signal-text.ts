// What the two ends of a direct path tell each other through the hub, as text.
import { z } from 'zod'
import { MAX_SIGNAL_CHARACTERS } from '../../protocol/limits.ts'
import { parseJson } from '../../protocol/parse-json.ts'

/** Candidates of one signal. */
export const MAX_CANDIDATES_PER_SIGNAL = 24
/** Candidates of the other end that are tried in one attempt; each may cost a packet to an address it names. */
export const MAX_CANDIDATES = 64

/** Characters of one description, which in JSON may become twice as many; ours have about 500. */
export const MAX_SDP_CHARACTERS = MAX_SIGNAL_CHARACTERS / 2 - 256

const attempt = z.int().min(1).max(0xffff_ffff)
const sdp = z.string().max(MAX_SDP_CHARACTERS)
const candidate = z.object({
  candidate: z.string().max(400),
  sdpMid: z.string().max(16).nullable(),
  sdpMLineIndex: z.int().min(0).max(16).nullable(),
})

const signal = z.discriminatedUnion('type', [
  z.object({ type: z.literal('offer'), attempt, sdp }),
  z.object({ type: z.literal('answer'), attempt, sdp }),
  z.object({ type: z.literal('candidates'), attempt, candidates: z.array(candidate).max(MAX_CANDIDATES_PER_SIGNAL) }),
  /** The sender will have no direct path: it has none to give, or the site wants none. */
  z.object({ type: z.literal('refused'), attempt }),
])

/** One signal; `attempt` is chosen by the watcher and tells the words of one try from those of another. */
export type SignalBody = z.infer<typeof signal>
/** One address a direct path may lead over. */
export type Candidate = z.infer<typeof candidate>

/** Writes a signal for the hub to pass on. */
export function writeSignal(body: SignalBody): string {
  return JSON.stringify(body)
}

/** Reads a signal of the other end; null for what is none. */
export function readSignal(text: string): SignalBody | null {
  try {
    const parsed = signal.safeParse(parseJson(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null // no JSON
  }
}
