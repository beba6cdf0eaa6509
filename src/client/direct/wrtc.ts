// WebRTC in Node: loaded when a direct path is first wanted, and not missed where it does not exist.
import type * as Module from 'wrtc'

/** What the library offers. */
export type Wrtc = Pick<typeof Module, 'RTCPeerConnection'>

let loading: Promise<Wrtc | null> | undefined

/**
 * Loads the library once, which takes some ten milliseconds.
 *
 * @returns null where there is none for this machine (Alpine Linux, Windows on ARM): everything goes over the hub there
 */
export function loadWrtc(): Promise<Wrtc | null> {
  loading ??= import('wrtc').then(
    (module) => ('default' in module ? (module.default as Wrtc) : module), // as Node gives a module of the older kind
    () => null, // whatever it is, the hub's relay does the same work
  )
  return loading
}
