// A share of a session as a viewer meets it: pictures from the link, all else from the session's journal.
import { type Carrier, carrierOf } from '../../client/direct/carrier.ts'
import type { Link } from '../../client/link.ts'
import type { Mirror } from '../../client/mirror.ts'
import { perform } from '../../client/perform.ts'
import type { ShareOptions } from '../../features/shares/protocol.ts'
import { FRESH_SHARE, optionsOf, shareOf } from '../../features/shares/state.ts'
import type { SessionState } from '../../features/state.ts'
import { type Language, translator } from '../../language/catalogue.ts'
import { errorSentences } from '../../language/error-text.ts'
import { asDeskhandError } from '../../protocol/error.ts'
import { encodeFrame, FRAME_KINDS, nextSeq } from '../../protocol/frame.ts'
import { encodeInput } from '../../protocol/input.ts'
import { controllerOf, sendsOn } from '../../session/rules.ts'
import type { Ask, Participant } from '../../session/state.ts'
import type { Audience, Control, DefaultView, ViewerPath, ViewerStatus } from '../wire.ts'
import { endedText } from './ended-text.ts'
import type { ViewerFeed } from './feed.ts'

const RELEASE = encodeInput([{ type: 'release' }])

/** What a feed of a share is made of. */
export interface ShareFeedParts {
  readonly link: Link
  readonly mirror: Mirror
  /** The channel of the share; what upgrades it goes on under the same number. */
  readonly channel: number
  readonly audience: Audience
  readonly language: Language
  /** How the picture opens; absent: as usual. */
  readonly view?: DefaultView
  /** False where someone else asked for it: then stopping is only leaving. */
  readonly isOurs?: boolean
  /** The reader ends the share in the window. */
  readonly stop: () => void
  /** What is drawn on it, what is said in the session, and what the reader is asked. */
  readonly marks?: NonNullable<ViewerFeed['marks']>
  readonly chat?: NonNullable<ViewerFeed['chat']>
  readonly clipboard?: NonNullable<ViewerFeed['clipboard']>
  readonly prompts?: NonNullable<ViewerFeed['prompts']>
}

/** Feeds a viewer with one share. */
export function shareFeed(parts: ShareFeedParts): ViewerFeed {
  const { link, mirror, channel, audience } = parts
  const carrier = carrierOf(link, mirror.session)
  let path: ViewerPath = 'relay'
  const status = (): ViewerStatus => statusOf(parts, path)
  const ask = (): Ask | null => askOn(mirror.state, channel)
  const about = { session: mirror.session }
  const quietly = (asked: Promise<unknown>): void => void asked.catch(() => undefined) // the journal tells what became of it
  const send = inputSender(carrier, channel)
  const askControl = async (): Promise<void> => {
    const name = controlInstead(ask())
    if (!name) return
    try {
      for await (const { is } of perform(link, { session: mirror.session, name, data: {} }))
        if (is === 'started') return
    } catch (error) {
      throw new Error(errorSentences(parts.language, asDeskhandError(error)), { cause: error })
    }
  }
  return {
    audience,
    get status() {
      return status()
    },
    get options() {
      const options = chosenFor(mirror.state, ask())
      return parts.view ? { ...options, defaultView: parts.view } : options
    },
    subscribe: (onFrame, onStatus) => {
      let told = ''
      const tell = (): void => {
        const now = JSON.stringify([status(), chosenFor(mirror.state, ask())])
        if (now !== told) onStatus(status())
        told = now
      }
      const onPath = (next: ViewerPath): void => {
        // What was on its way over a path that broke is lost, a key going up perhaps.
        if (path === 'direct') send(RELEASE)
        path = next
        tell()
      }
      const stops = [carrier.watch(channel, onFrame, onPath), link.onState(tell), mirror.subscribe(tell)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    refresh: () => carrier.refresh(channel),
    stop: parts.stop,
    isJoined: parts.isOurs === false,
    ...(parts.marks && { marks: parts.marks }),
    ...(parts.chat && { chat: parts.chat }),
    ...(parts.clipboard && { clipboard: parts.clipboard }),
    ...(parts.prompts && { prompts: parts.prompts }),
    input: send,
    set: (options) => {
      const id = ask()?.id
      if (id) quietly(link.request('share.set', { ask: id, options }, about))
    },
    ...(audience === 'rep' && controlInstead(ask()) && { requestControl: () => askControl() }),
  }
}

/** The numbers begin with the time, so that those of a window opened later are never taken for a repetition. */
function inputSender(carrier: Carrier, channel: number): (payload: Uint8Array) => void {
  let seq = Date.now() >>> 0
  return (payload) => {
    seq = nextSeq(seq)
    const header = { kind: FRAME_KINDS.input, flags: 0, channel, seq, capturedAt: Date.now() }
    carrier.sendInput(encodeFrame(header, [payload]))
  }
}

/** The share on a channel: the one that runs, else the last that ran. */
function askOn({ core }: SessionState, channel: number): Ask | null {
  const all = [...core.asks.values()].filter((one) => sendsOn(one, channel))
  return all.find((one) => one.state === 'running') ?? all.at(-1) ?? null
}

function chosenFor({ shares }: SessionState, ask: Ask | null): ShareOptions {
  return ask ? optionsOf(shares, ask) : FRESH_SHARE.options
}

function statusOf(parts: ShareFeedParts, path: ViewerPath): ViewerStatus {
  const { link, mirror, channel, language } = parts
  const { state } = mirror
  const ask = askOn(state, channel)
  if (ask && ask.state !== 'running')
    return { state: 'ended', reason: endedText(ask, { language, audience: parts.audience }) }
  if (link.state.is === 'closed') return { state: 'ended', reason: translator(language)('viewer.endedLost') }
  if (link.state.is !== 'open') return { state: 'reconnecting' }
  if (!ask) return { state: 'connecting' }
  const mode = chosenFor(state, ask).mode === 'sampling' ? 'sampling' : 'standard'
  const marksInPicture = ask.info.marksInPicture === true
  return { state: 'live', path, mode, control: controlOf(state, ask, me(link, state)), marksInPicture }
}

function controlOf(state: SessionState, ask: Ask, mine: Participant | null): Control {
  const controller = controllerOf(ask)
  if (controller === null) return 'none'
  const { holder } = shareOf(state.shares, ask.id)
  if (controller !== mine?.id) return holder === 'peer' ? 'other' : 'none'
  return ({ nobody: 'available', peer: 'held', owner: 'owner' } as const)[holder]
}

/** Who the reader is in the session. */
function me({ state: link }: Link, { core }: SessionState): Participant | null {
  if (link.is !== 'open' || link.you.kind === 'stranger') return null
  const { you } = link
  if (you.kind === 'participant') return core.participants.get(you.id) ?? null
  return [...core.participants.values()].find((one) => one.account === you.id && one.state === 'present') ?? null
}

/** What a rep asks for who wants control of what they only see. */
function controlInstead(ask: Ask | null): 'desktop.control' | 'app.control' | 'cobrowse.control' | null {
  const names = {
    'desktop.view': 'desktop.control',
    'app.view': 'app.control',
    'cobrowse.view': 'cobrowse.control',
  } as const
  return names[ask?.kind as keyof typeof names] ?? null
}
