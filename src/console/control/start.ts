// Starting a session and entering another rep's: the two ways to a session that is not there yet.
import type { FormField, FormValues } from '../../features/pane.ts'
import { MAX_NAME_CHARACTERS, MAX_TOPIC_CHARACTERS } from '../../protocol/limits.ts'
import type { Control } from './control.ts'
import { form } from './dialogs.ts'
import { openSession } from './navigate.ts'
import { runEntry } from './run-entry.ts'
import { errorSentence, tellError } from './tell-error.ts'

/** A tracking code as the site defines it. */
interface TrackingCode {
  readonly name: string
  readonly required: boolean
  readonly values: readonly string[]
}

function trackingCodes({ desk }: Control): readonly TrackingCode[] {
  const codes = desk.state.settings['session.tracking']
  return Array.isArray(codes) ? (codes as readonly TrackingCode[]) : [] // the hub checks it against its schema
}

function trackingField(code: TrackingCode, control: Control): FormField {
  const label = code.required ? `${code.name} *` : code.name
  const id = `tracking ${code.name}`
  if (code.values.length === 0) return { id, kind: 'text', label, limit: 200 }
  const none = code.required ? [] : [{ id: '', label: '–' }]
  const hint = code.required ? { hint: control.t('console.start.required') } : {}
  return {
    id,
    kind: 'choice',
    label,
    ...hint,
    options: [...none, ...code.values.map((value) => ({ id: value, label: value }))],
  }
}

/** The form of a new session (SES-11 … SES-15). */
export async function startSession(control: Control): Promise<void> {
  const { t, desk } = control
  const types = (desk.state.settings['session.types'] as readonly string[] | undefined) ?? ['outbound']
  await form(control, {
    title: t('console.start.title'),
    intro: t('console.start.intro'),
    fields: [
      { id: 'topic', kind: 'text', label: t('console.start.topic'), limit: MAX_TOPIC_CHARACTERS },
      {
        id: 'type',
        kind: 'choice',
        label: t('console.start.type'),
        options: types.map((type) => ({
          id: type,
          label: type === 'outbound' ? t('panes.session.type.outbound') : type,
        })),
      },
      ...trackingCodes(control).map((code) => trackingField(code, control)),
      {
        id: 'password',
        kind: 'text',
        label: t('console.start.password'),
        hint: t('console.start.passwordHint'),
        limit: MAX_NAME_CHARACTERS,
        isSecret: true,
      },
      { id: 'approval', kind: 'toggle', label: t('console.start.approval'), hint: t('console.start.approvalHint') },
      { id: 'email', kind: 'toggle', label: t('console.start.email'), hint: t('console.start.emailHint') },
    ],
    submit: (values) => submitStart(control, values),
  })
}

async function submitStart(control: Control, values: FormValues): Promise<string | null> {
  const { desk, locale } = control
  const tracking = Object.fromEntries(
    trackingCodes(control)
      .map((code) => [code.name, String(values[`tracking ${code.name}`] ?? '').trim()] as const)
      .filter(([, value]) => value !== ''),
  )
  const password = String(values.password ?? '')
  try {
    const started = await desk.ask('session.start', {
      type: 'outbound',
      topic: String(values.topic ?? ''),
      tracking,
      password: password === '' ? null : password,
      approval: values.approval === true,
      language: locale.language,
    })
    desk.follow(started.id)
    openSession(control, started.id)
    // the invitation window opens by itself when it was asked for (SES-12, SES-13)
    if (values.email === true) setImmediate(() => runEntry(control, 'people.invite'))
    return null
  } catch (error) {
    return errorSentence(control, tellError(control, error))
  }
}

/** Enters a session of another rep as its assistant, by the number its rep gives out (AST-05, AST-06). */
export async function assist(control: Control): Promise<void> {
  const { t, desk } = control
  await form(control, {
    title: t('console.assist.title'),
    intro: t('console.assist.intro'),
    fields: [{ id: 'session', kind: 'text', label: t('console.assist.number'), limit: 300 }],
    submit: async (values) => {
      try {
        const { session } = await desk.ask('session.assist', { session: String(values.session ?? '').trim() })
        openSession(control, session)
        return null
      } catch (error) {
        return errorSentence(control, tellError(control, error))
      }
    },
  })
}
