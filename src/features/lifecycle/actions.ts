// What a rep can do about a session as a whole from anywhere in it: end it, leave it, copy the way in.
import { MAX_NOTE_CHARACTERS } from '../../protocol/limits.ts'
import type { PaneAction, PaneProps, PaneSlice } from '../pane.ts'

/** What ending needs to know of the notes. */
export interface SavedNotes {
  readonly text: string
}

type Props = PaneProps<SavedNotes>

/** Ends after a confirmation and a last look at the notes; for a rep who assists it only leaves (SES-20, SES-24, NOT-02). */
async function end(props: Props): Promise<void> {
  const { slice, act, t } = props
  const isMine = slice.me?.role === 'primary'
  const isSure = await act.confirm({
    title: t(isMine ? 'panes.end.title' : 'panes.end.leaveTitle'),
    text: t(isMine ? 'panes.end.text' : 'panes.end.leaveText'),
    yes: t(isMine ? 'panes.end.yes' : 'panes.end.leaveYes'),
    no: t('panes.no'),
    isDangerous: isMine,
  })
  if (!isSure) return
  if (!isMine) {
    await act.request('session.leave', {})
    return
  }
  const notes = await act.review({
    title: t('panes.end.reviewTitle'),
    hint: t('panes.end.reviewHint'),
    text: slice.drafts.get('notes') ?? slice.part.text,
    limit: MAX_NOTE_CHARACTERS,
  })
  if (notes !== null) await act.request('session.end', { notes })
}

function copy({ slice, act, t }: Props, what: 'url' | 'command'): void {
  const text = slice.join?.[what]
  if (!text) return
  act.copy(text)
  act.tell(t('panes.session.copied', { text }))
}

const hasJoin = (slice: PaneSlice<SavedNotes>) => (slice.join ? null : ('panes.why.opening' as const))

/** The actions about a session. */
export const sessionActions: readonly PaneAction<SavedNotes>[] = [
  {
    id: 'session.copyLink',
    chords: ['y'],
    help: 'panes.session.action.copyLink',
    isMinor: true,
    tab: 'tools',
    needs: [],
    why: hasJoin,
    run: (props) => copy(props, 'url'),
  },
  {
    id: 'session.copyCommand',
    chords: ['Y'],
    help: 'panes.session.action.copyCommand',
    tab: 'tools',
    needs: [],
    isQuiet: true,
    why: hasJoin,
    run: (props) => copy(props, 'command'),
  },
  {
    id: 'session.end',
    chords: ['e'],
    help: 'panes.session.action.end',
    tab: 'session',
    needs: ['session.end'],
    why: (slice) => {
      if (slice.core.phase === 'ended') return 'panes.why.ended'
      return slice.me ? null : 'panes.why.notIn'
    },
    run: (props) => void end(props),
  },
]
