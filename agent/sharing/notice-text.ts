// The sentence on the owner's screen that says who is looking, or who may use mouse and keyboard.
import { kindSpec } from '../../src/session/kinds.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import type { Given } from '../features/handler.ts'

/** Cells of a name in the notice on the screen. */
const NAME_CELLS = 40

/** The sentence, names made safe and short (PRM-11, DSK-13). */
export function noticeText({ translate, by, company, kind }: Given): string {
  const [rep = '', firm = ''] = [by, company].map((text) => safeText(text, { maxCells: NAME_CELLS }))
  const what = kindSpec(kind).controls ? 'control' : 'view'
  return translate(`agent.notice.${what}`, { rep, company: firm })
}
