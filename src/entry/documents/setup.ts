// The page on which a new hub gets its first administrator; the server shows it only until there is one.
import type { RouteCall, RouteReply } from '../../hub/http/routes.ts'
import { html } from './html.ts'
import { documentReply } from './layout.ts'
import { visitorOf } from './visitor.ts'

/** `GET /setup`. */
export async function setupPage(call: RouteCall): Promise<RouteReply> {
  const visitor = await visitorOf(call)
  const { say } = visitor
  const min = (await call.hub.settings())['account.passwordMin']
  return documentReply(visitor, {
    title: say('pages.setup.title'),
    part: 'setup',
    main: html`<div class="narrow">
<h1>${say('pages.setup.title')}</h1>
<p class="lead">${say('pages.setup.lead')}</p>
<section class="card">
<form id="setup" method="post" data-working="${say('pages.setup.working')}" novalidate>
<label for="token">${say('pages.setup.token')}</label>
<input id="token" name="token" type="password" autocomplete="off" spellcheck="false" required aria-describedby="token-hint">
<p class="hint" id="token-hint">${say('pages.setup.tokenHint')}</p>
<label for="email">${say('pages.setup.email')}</label>
<input id="email" name="email" type="email" autocomplete="username" required>
<label for="name">${say('pages.setup.name')}</label>
<input id="name" name="name" autocomplete="name" required>
<label for="password">${say('pages.setup.password')}</label>
<input id="password" name="password" type="password" autocomplete="new-password" required aria-describedby="password-hint">
<p class="hint" id="password-hint">${say('pages.setup.passwordHint', { min })}</p>
<p class="problem" role="alert" hidden></p>
<button class="primary" disabled>${say('pages.setup.submit')}</button>
<noscript><p class="hint">${say('pages.setup.noScript')}</p></noscript>
</form>
</section>
</div>`,
  })
}
