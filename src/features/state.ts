// A session in full: its core and the part of every feature that keeps one.
import { type Core, emptyCore } from '../session/state.ts'
import { type AnnotateState, emptyAnnotate } from './annotate/state.ts'
import { type ChatState, emptyChat } from './chat/state.ts'
import { type ClipboardState, emptyClipboard } from './clipboard/state.ts'
import { emptyFiles, type FilesState } from './files/state.ts'
import { emptyNotes, type NotesState } from './notes/state.ts'
import { emptyShares, type SharesState } from './shares/state.ts'
import { emptySysinfo, type SysinfoState } from './sysinfo/state.ts'

/** The parts features keep, by feature. */
export interface Slices {
  readonly chat: ChatState
  readonly notes: NotesState
  readonly annotate: AnnotateState
  readonly sysinfo: SysinfoState
  readonly shares: SharesState
  readonly clipboard: ClipboardState
  readonly files: FilesState
}

/** The state of a session: a fold of its journal, the same in hub, console, agent and tests. */
export interface SessionState extends Slices {
  readonly core: Core
}

/** A session before its first event. */
export function emptySession(id: string): SessionState {
  return {
    core: emptyCore(id),
    chat: emptyChat,
    notes: emptyNotes,
    annotate: emptyAnnotate,
    sysinfo: emptySysinfo,
    shares: emptyShares,
    clipboard: emptyClipboard,
    files: emptyFiles,
  }
}
