// The page of one session number: the line to paste, and the way in through the browser.
import type { RouteCall, RouteReply } from '../../hub/http/routes.ts'
import { parseCode, spellNumber } from '../../protocol/id.ts'
import { MAX_NAME_CHARACTERS } from '../../protocol/limits.ts'
import type { AgentRoutes } from '../agent-bundle/agent-routes.ts'
import { npxCommand, startCommand } from '../agent-bundle/start-script.ts'
import { commandLine } from './command-line.ts'
import { downloadSection } from './downloads.ts'
import { numberPage } from './home.ts'
import { type Html, html } from './html.ts'
import { documentReply } from './layout.ts'
import { MAX_TYPED_CHARACTERS } from './number-form.ts'
import { type Visitor, visitorOf } from './visitor.ts'

/**
 * `GET /j/CODE` for a browser. It looks the same whether or not anybody waits under the number: only joining, which is
 * counted, tells.
 */
export async function joinPage(call: RouteCall, place: AgentRoutes): Promise<RouteReply> {
  const visitor = await visitorOf(call)
  const code = decode(call.params.code ?? '')
  const number = parseCode(code)
  if (!number) return numberPage(visitor, code, 404)
  const { say } = visitor
  return documentReply(visitor, {
    title: `${say('pages.join.title')} ${spellNumber(number)}`,
    part: 'join',
    main: html`<h1>${say('pages.join.title')} <span class="digits">${spellNumber(number)}</span></h1>
<p class="lead">${say('pages.join.lead')}</p>
<div class="ways">
${programWay(visitor, number)}
${pageWay(visitor, number)}
</div>
${whatHappens(visitor)}
${await downloadSection(visitor, number, place)}
<p class="scam">${say('pages.scam')}</p>`,
  })
}

/** A code as it was typed into the address; one that is no text stays as it is and is no number. */
function decode(code: string): string {
  try {
    return decodeURIComponent(code).slice(0, MAX_TYPED_CHARACTERS)
  } catch {
    return code.slice(0, MAX_TYPED_CHARACTERS)
  }
}

function programWay(visitor: Visitor, number: string): Html {
  const { say, hubUrl } = visitor
  return html`<section class="card program">
<h2>${say('pages.join.program')}</h2>
<p>${say('pages.join.programText')}</p>
<ol class="steps">
<li>${say('pages.join.step.open')}</li>
<li>${say('pages.join.step.paste')}
<h3>${say('pages.join.unix')}</h3>
${commandLine(visitor, 'line', startCommand(hubUrl, number))}
<p class="hint">${say('pages.join.unixHint')}</p>
<h3>${say('pages.join.npx')}</h3>
${commandLine(visitor, 'npx', npxCommand(hubUrl, number))}
</li>
<li>${say('pages.join.step.answer')}</li>
</ol>
</section>`
}

function pageWay({ say, href }: Visitor, number: string): Html {
  return html`<section class="card page">
<h2>${say('pages.join.page')}</h2>
<p>${say('pages.join.pageText')}</p>
<form id="join" data-number="${number}" data-room="${href('/room')}" method="post" data-working="${say('pages.join.entering')}" novalidate>
<label for="name">${say('pages.join.name')}</label>
<input id="name" name="name" autocomplete="name" required maxlength="${MAX_NAME_CHARACTERS}" aria-describedby="name-hint">
<p class="hint" id="name-hint">${say('pages.join.nameHint')}</p>
<div id="secret" hidden>
<label for="password">${say('pages.join.password')}</label>
<input id="password" name="password" type="password" autocomplete="off" maxlength="${MAX_NAME_CHARACTERS}" aria-describedby="password-hint">
<p class="hint" id="password-hint">${say('pages.join.passwordHint')}</p>
</div>
<p class="problem" role="alert" hidden></p>
<button class="primary" disabled>${say('pages.join.enter')}</button>
<noscript><p class="hint">${say('pages.join.noScript')}</p></noscript>
</form>
</section>`
}

function whatHappens({ say, hubUrl }: Visitor): Html {
  return html`<section class="happens">
<h2>${say('pages.what.title')}</h2>
<ul class="plain">
<li>${say('pages.what.fetch', { host: new URL(hubUrl).host })}</li>
<li>${say('pages.what.see')}</li>
<li>${say('pages.what.ask')}</li>
<li>${say('pages.what.stop')}</li>
</ul>
</section>`
}
