// The form for a session number, on the home page, on the join page and wherever a number was none.
import { type Html, html } from './html.ts'
import type { Visitor } from './visitor.ts'

/** Characters of a number as people type it: nine digits with spaces and dashes, or a pasted link. */
export const MAX_TYPED_CHARACTERS = 300

/**
 * The form. It works without a script: the hub answers with the page of that number.
 *
 * @param given  what was entered and turned out not to be a number; null at first
 */
export function numberForm(visitor: Visitor, given: string | null = null): Html {
  const { say, base, language, isChosen } = visitor
  const problem =
    given !== null && html`<p class="problem" id="number-problem" role="alert">${say('pages.form.bad')}</p>`
  const described = given === null ? 'number-hint' : 'number-hint number-problem'
  return html`<form class="number" action="${base}/join" method="get">
${isChosen && html`<input type="hidden" name="lang" value="${language}">`}
<label for="number">${say('pages.form.number')}</label>
<div class="row">
<input id="number" name="number" class="digits" inputmode="numeric" autocomplete="off" required maxlength="${MAX_TYPED_CHARACTERS}" placeholder="000 000 000" value="${given ?? ''}" aria-describedby="${described}"${given !== null && html` aria-invalid="true"`}>
<button class="primary">${say('pages.form.join')}</button>
</div>
<p class="hint" id="number-hint">${say('pages.form.numberHint')}</p>
${problem}
</form>`
}
