// What a pane may do, bound to its session: change where the rep is, ask the hub, open dialogs, use the ports.
import type { Asked, PaneAct, PaneUi } from '../../features/pane.ts'
import type { SessionRequestName } from '../../features/requests.ts'
import type { AnyView } from '../../features/views.ts'
import { asDeskhandError } from '../../protocol/error.ts'
import { editOf } from '../../terminal/widgets/edit.ts'
import { paneKey } from '../ui/ui-state.ts'
import { type Control, tell } from './control.ts'
import { choose, confirm, form, openDialog, page } from './dialogs.ts'
import { ownApps, showOwn } from './own-shown.ts'
import { publishFile } from './publish.ts'
import { tellError } from './tell-error.ts'
import { openWindow } from './windows.ts'

/** Makes what a pane of a session may do. */
export function paneAct(control: Control, session: string, view: AnyView): PaneAct {
  const { ui, desk, ports, t } = control
  const change: PaneAct['change'] = (wanted) =>
    ui.dispatch({
      type: 'pane',
      key: paneKey(session, view.id),
      change: typeof wanted === 'function' ? wanted : (): Partial<PaneUi> => wanted,
    })
  return {
    change,
    request: async (name: SessionRequestName, data: never): Promise<Asked> => {
      try {
        await desk.ask(name, data, { session })
        return { isDone: true }
      } catch (error) {
        return { isDone: false, code: tellError(control, error).code }
      }
    },
    ask: async (name, data) => {
      try {
        return await desk.ask(name, data)
      } catch (error) {
        tellError(control, error)
        return null
      }
    },
    show: (id) => ui.dispatch({ type: 'go', to: { at: 'session', session, view: id } }),
    choose: (title, options) => choose(control, title, options),
    confirm: async ({ title, text, yes, no, isDangerous = false }) => {
      const choices = [
        { id: 'no', label: no },
        { id: 'yes', label: yes, isDangerous },
      ]
      return (await confirm(control, { title, text, choices })) === 'yes'
    },
    form: (spec) => form(control, spec),
    page: (spec) => page(control, spec),
    review: ({ title, hint, text, limit }) =>
      openDialog<string>(control, { is: 'review', title, hint, limit, edit: editOf(text) }),
    open: (url) => void ports.open(url).catch((error: unknown) => tellError(control, error)),
    write: (isTyping) => ui.dispatch({ type: 'typing', isTyping }),
    copy: (text) => ports.copy(text),
    edit: async (name, text) => {
      try {
        return await ports.edit(name, text)
      } catch (error) {
        tellError(control, error)
        return null
      }
    },
    publishFile: (path) => publishFile(control, session, path),
    save: (name, text) =>
      void ports.save(name, text).then(
        (path) => tell(control, t('console.saved', { path }), { level: 'success' }),
        (error: unknown) => tellError(control, asDeskhandError(error)),
      ),
    openWindow: (ask) => void openWindow(control, session, ask),
    ownApps: (isAll) => ownApps(control, isAll),
    showOwn: (plan) => showOwn(control, session, plan),
    tell: (text) => tell(control, text),
  }
}
