// What a rep can do about people from anywhere in a session: invite, pass control, choose the customer.
import { isOpen, type Participant, present } from '../../session/state.ts'
import type { FormValues, PaneAction, PaneProps, PaneSlice } from '../pane.ts'
import type { RequestReply } from '../requests.ts'
import { machineWords } from './machine-words.ts'

type Props = PaneProps<unknown>
type Invitation = RequestReply<'session.invite'>

const WAYS = ['instructions', 'link', 'mailto', 'email'] as const

function assistants({ core }: PaneSlice<unknown>): readonly Participant[] {
  return present(core, 'assistant')
}

/** The invite form: whom, how, and the address where one is needed (INV-05, INV-06). */
export function invite(props: Props, via: (typeof WAYS)[number] = 'instructions'): void {
  const { act, t } = props
  const { session, focusless } = { session: props.slice.core.id, focusless: props.slice.core.focus === null }
  void act.form({
    title: t('panes.invite.title'),
    intro: t('panes.invite.intro'),
    fields: [
      {
        id: 'invitee',
        kind: 'choice',
        label: t('panes.invite.invitee'),
        options: [
          { id: 'customer', label: t('panes.invite.customer') },
          { id: 'rep', label: t('panes.invite.rep') },
        ],
        chosen: focusless ? 'customer' : 'rep',
      },
      {
        id: 'via',
        kind: 'choice',
        label: t('panes.invite.via'),
        options: WAYS.map((way) => ({ id: way, label: t(`panes.invite.via.${way}`) })),
        chosen: via,
        hint: t('panes.invite.hint'),
      },
      { id: 'to', kind: 'text', label: t('panes.invite.to'), hint: t('panes.invite.toHint'), limit: 254 },
      {
        id: 'language',
        kind: 'choice',
        label: t('panes.invite.language'),
        options: [
          { id: 'en', label: 'English' },
          { id: 'ko', label: '한국어' },
        ],
        chosen: props.locale.language,
      },
    ],
    submit: (values) => submitInvite(props, session, values),
  })
}

async function submitInvite(props: Props, session: string, values: FormValues): Promise<string | null> {
  const { act, t } = props
  const to = String(values.to ?? '').trim()
  const via = values.via as (typeof WAYS)[number] // one of the form's own options
  if (via === 'email' && to === '') return t('panes.invite.needsAddress')
  const invitation = await act.ask('session.invite', {
    session,
    invitee: values.invitee === 'rep' ? 'rep' : 'customer',
    via,
    to: to === '' ? null : to,
    language: values.language === 'ko' ? 'ko' : 'en',
  })
  if (!invitation) return t('panes.invite.failed')
  showInvitation(props, via, invitation)
  return null
}

function showInvitation({ act, t }: Props, via: (typeof WAYS)[number], invitation: Invitation): void {
  if (via === 'email') {
    act.tell(t('panes.invite.sent', { to: invitation.to ?? '' }))
    return
  }
  if (via === 'mailto') {
    act.open(invitation.mailto)
    act.save(`invitation-${invitation.number}.eml`, invitation.eml)
    return
  }
  const copies = via === 'link' ? invitation.link : invitation.text
  act.copy(copies)
  act.page({ title: t(`panes.invite.via.${via}`), text: via === 'link' ? invitation.link : invitation.text, copies })
}

async function pass({ slice, act, t }: Props): Promise<void> {
  const options = assistants(slice).map((one) => ({ id: one.id, label: one.name }))
  const to = await act.choose(t('panes.people.passTo'), options)
  if (to === null) return
  const name = slice.core.participants.get(to)?.name ?? ''
  const isSure = await act.confirm({
    title: t('panes.people.pass'),
    text: t('panes.people.passText', { name }),
    yes: t('panes.people.pass'),
    no: t('panes.no'),
  })
  if (isSure) await act.request('session.pass', { to })
}

async function chooseCustomer({ slice, act, t }: Props): Promise<void> {
  const options = present(slice.core, 'customer').map((one) => ({
    id: one.id,
    label: one.name,
    detail: one.id === slice.core.focus ? t('panes.people.supported') : machineWords(one, t),
  }))
  const customer = await act.choose(t('panes.people.choose'), options)
  if (customer === null || customer === slice.core.focus) return
  const isShowing = [...slice.core.asks.values()].some((ask) => isOpen(ask) && ask.kind !== 'system.info')
  const isSure =
    !isShowing ||
    (await act.confirm({
      title: t('panes.people.choose'),
      text: t('panes.people.chooseText'),
      yes: t('panes.people.key.support'),
      no: t('panes.no'),
    }))
  if (isSure) await act.request('session.focus', { customer })
}

/** The actions about people. */
export const peopleActions: readonly PaneAction<unknown>[] = [
  {
    id: 'people.invite',
    chords: ['i'],
    help: 'panes.invite.action',
    tab: 'tools',
    needs: ['session.invite'],
    why: (slice) => (slice.core.phase === 'ended' ? 'panes.why.ended' : slice.me ? null : 'panes.why.notIn'),
    run: (props) => invite(props),
  },
  {
    id: 'people.focus',
    chords: ['f'],
    help: 'panes.people.action.focus',
    tab: 'customer',
    needs: ['session.focus'],
    why: (slice) => {
      if (present(slice.core, 'customer').length < 2) return 'panes.why.oneCustomer'
      return slice.me?.role === 'primary' ? null : 'panes.why.notPrimary'
    },
    run: (props) => void chooseCustomer(props),
  },
  {
    id: 'people.pass',
    chords: ['t'],
    help: 'panes.people.action.pass',
    tab: 'session',
    needs: ['session.pass'],
    why: (slice) => {
      if (slice.me?.role !== 'primary') return 'panes.why.notPrimary'
      return assistants(slice).length > 0 ? null : 'panes.why.nobodyAssists'
    },
    run: (props) => void pass(props),
  },
]
