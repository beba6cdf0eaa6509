// The customer's page for a session: an empty frame, which its script fills for who holds a place in a session.
import type { RouteCall, RouteReply } from '../../hub/http/routes.ts'
import { html } from './html.ts'
import { documentReply } from './layout.ts'
import { visitorOf } from './visitor.ts'

/** `GET /room`: the same for everybody; nothing of a session is in it. */
export async function roomPage(call: RouteCall): Promise<RouteReply> {
  const visitor = await visitorOf(call)
  const { say, href } = visitor
  return documentReply(visitor, {
    title: say('pages.room.chat'),
    part: 'room',
    headers: { 'content-security-policy': policyFor(visitor.hubUrl) },
    main: html`<div id="room" data-home="${href('/join')}"><noscript><p class="notice">${say('pages.room.noScript')}</p></noscript></div>`,
  })
}

/** Browsers before 2023 do not count a WebSocket to the page's own host as `'self'`, so it is named. */
function policyFor(hubUrl: string): string {
  const socket = new URL(hubUrl).origin.replace(/^http/, 'ws')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${socket}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
