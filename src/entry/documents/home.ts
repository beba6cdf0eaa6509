// The home page and the page for joining by number.
import type { RouteCall, RouteReply } from '../../hub/http/routes.ts'
import { parseCode } from '../../protocol/id.ts'
import { type Html, html } from './html.ts'
import { documentReply } from './layout.ts'
import { MAX_TYPED_CHARACTERS, numberForm } from './number-form.ts'
import { type Visitor, visitorOf } from './visitor.ts'

/** `GET /`: who helps here, and where the number goes. */
export async function homePage(call: RouteCall): Promise<RouteReply> {
  const visitor = await visitorOf(call)
  const { say, company, href } = visitor
  const isNew = (await call.hub.directory.accounts()).length === 0
  const notice =
    isNew &&
    html`<p class="notice">${say('pages.home.notSetUp')} <a href="${href('/setup')}">${say('pages.home.setUp')}</a></p>`
  return documentReply(visitor, {
    title: say('pages.home.title', { company }),
    main: html`<div class="narrow">
${notice}
<h1>${say('pages.home.title', { company })}</h1>
<p class="lead">${say('pages.home.lead')}</p>
<section class="card">${numberForm(visitor)}</section>
${promises(visitor)}
<p class="scam">${say('pages.scam')}</p>
</div>`,
  })
}

function promises({ say }: Visitor): Html {
  return html`<ul class="promises">
<li><strong>${say('pages.promise.install')}</strong> ${say('pages.promise.installText')}</li>
<li><strong>${say('pages.promise.yes')}</strong> ${say('pages.promise.yesText')}</li>
<li><strong>${say('pages.promise.stop')}</strong> ${say('pages.promise.stopText')}</li>
</ul>`
}

/** `GET /join?number=…`: the form, or on to the page of a number. Whether anybody waits there is not told here. */
export async function joinByNumber(call: RouteCall): Promise<RouteReply> {
  const visitor = await visitorOf(call)
  const typed = call.url.searchParams.get('number')?.slice(0, MAX_TYPED_CHARACTERS) ?? null
  const number = typed === null ? null : parseCode(typed)
  if (number) return { status: 303, type: 'text/plain', headers: { location: visitor.href(`/j/${number}`) } }
  return numberPage(visitor, typed, typed === null ? 200 : 400)
}

/** The form again, with what was entered in it. */
export function numberPage(visitor: Visitor, given: string | null, status: number): Promise<RouteReply> {
  const { say } = visitor
  return documentReply(visitor, {
    title: say('pages.nav.join'),
    status,
    main: html`<div class="narrow">
<h1>${say('pages.nav.join')}</h1>
<p class="lead">${say('pages.home.lead')}</p>
<section class="card">${numberForm(visitor, given)}</section>
<p class="scam">${say('pages.scam')}</p>
</div>`,
  })
}
