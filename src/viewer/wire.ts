// What the viewer's page and its host say to each other beside the frames, checked where it arrives.

import { parseJson } from '../protocol/parse-json.ts'

/** How long the page's first message may take, in milliseconds. */
export const HELLO_WAIT_MS = 5000
/** The largest message of a page, in bytes. */
export const MAX_PAGE_MESSAGE_BYTES = 4096
/** Pages open at once on one host. */
export const MAX_PAGES = 4
/** Frames on the way to a page and not yet drawn; with more, the page is slow. */
export const MAX_UNDRAWN_FRAMES = 8

/** Close code: the token is wrong or was used. */
export const CLOSE_REFUSED = 4401
/** Close code: the page broke the protocol. */
export const CLOSE_PROTOCOL = 4400

/** How the picture travels. */
export type ViewerPath = 'direct' | 'relay' | 'local'

/** What is going on with the shared screen. */
export type ViewerStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly path: ViewerPath }
  | { readonly state: 'reconnecting' }
  /** `reason`: a sentence in the rep's language, made safe by the host. */
  | { readonly state: 'ended'; readonly reason: string }

/** From the page. */
export type PageMessage =
  | { readonly type: 'hello'; readonly token: string }
  /** A frame is on the screen, `latencyMs` after it was captured. */
  | { readonly type: 'drawn'; readonly seq: number; readonly latencyMs: number }
  /** A frame could not be used; the page waits for a key frame. */
  | { readonly type: 'lost' }
  | { readonly type: 'stop' }

/** To the page. */
export type HostMessage =
  | {
      readonly type: 'welcome'
      /** Opens the page again, once, in place of the one just used. */
      readonly nextToken: string
      readonly title: string
      readonly language: 'en' | 'ko'
    }
  | { readonly type: 'status'; readonly status: ViewerStatus }

/** Reads a message of a page, or `null` when it is none. */
export function readPageMessage(text: string): PageMessage | null {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || !('type' in value)) return null
  switch (value.type) {
    case 'hello':
      return 'token' in value && typeof value.token === 'string' ? { type: 'hello', token: value.token } : null
    case 'drawn': {
      if (!('seq' in value && 'latencyMs' in value)) return null
      const { seq, latencyMs } = value
      return Number.isSafeInteger(seq) && Number.isFinite(latencyMs)
        ? { type: 'drawn', seq: Number(seq), latencyMs: Number(latencyMs) }
        : null
    }
    case 'lost':
      return { type: 'lost' }
    case 'stop':
      return { type: 'stop' }
    default:
      return null
  }
}
