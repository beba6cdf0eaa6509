// Every size, rate, count and wait a peer can influence at the wire, each with its unit and a test at the limit.

/** Largest JSON envelope, in bytes; the largest legal one carries system information. */
export const MAX_ENVELOPE_BYTES = 1_048_576
/** Largest binary frame, in bytes. */
export const MAX_FRAME_BYTES = 16 * 1_048_576
/** Events in one envelope. */
export const MAX_EVENTS_PER_ENVELOPE = 256
/** Streams one link may follow. */
export const MAX_FOLLOWED_STREAMS = 2_000
/** Requests one link may have unanswered. */
export const MAX_PENDING_REQUESTS = 256
/** Time to the first message of a link, in milliseconds. */
export const HELLO_TIMEOUT_MS = 10_000
/** A link that answers no ping for this long is dead, in milliseconds. */
export const LINK_IDLE_MS = 30_000
/** Bytes waiting on a link before it counts as stalled and is cut. */
export const MAX_LINK_BACKLOG_BYTES = 32 * 1_048_576
/** Characters of one signal between two ends of a direct path; descriptions of data channels are about 1 KiB. */
export const MAX_SIGNAL_CHARACTERS = 16_384
/** Signals the hub passes on for one link in one second; the others are refused. */
export const MAX_SIGNALS_PER_SECOND = 64
/** Direct paths one channel may have at a time; whoever comes later watches over the hub. */
export const MAX_DIRECT_PEERS = 16
/** Channels one link may watch. */
export const MAX_WATCHED_CHANNELS = 64
/** Characters of one chat message (code points). */
export const MAX_CHAT_CHARACTERS = 1_000
/** Characters of a session's notes (code points). */
export const MAX_NOTE_CHARACTERS = 100_000
/** Characters of a name, topic or reason. */
export const MAX_NAME_CHARACTERS = 120
/** Characters of a topic. */
export const MAX_TOPIC_CHARACTERS = 200
/** Bytes of one text that goes over the clipboard, in UTF-8. */
export const MAX_CLIPBOARD_BYTES = 1_048_576
/** Random bytes in front of such a text on its way. */
export const CLIPBOARD_SALT_BYTES = 16
/** Bytes of one part of such a text on its way; as base64 it fits an envelope. */
export const MAX_CLIPBOARD_PART_BYTES = 512 * 1_024
/** Participants of one session, all roles. */
export const MAX_PARTICIPANTS = 100
/** Wait for a customer's answer, in milliseconds, unless the site says otherwise. */
export const CONSENT_TIMEOUT_MS = 30_000
/** Titles of windows a sender tells on a slow link. */
export const MAX_TOLD_WINDOWS = 40
/** Characters (UTF-16) of one title. */
export const MAX_TOLD_TITLE_CHARACTERS = 200
/** Characters (UTF-16) of a file's name as it is announced; the receiving machine shortens what its disk does not take. */
export const MAX_FILE_NAME_CHARACTERS = 1_024
/** Bytes of one file, whatever a site sets: 1 TiB. */
export const MAX_FILE_BYTES = 1_099_511_627_776
/** Files that can be downloaded in one session at a time. */
export const MAX_PUBLISHED_FILES = 100
