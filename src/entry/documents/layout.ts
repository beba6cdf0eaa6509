// The frame of every public page: head, navigation, language switch, and the headers it is sent with.
import type { RouteReply } from '../../hub/http/routes.ts'
import { LANGUAGES, type Language } from '../../language/catalogue.ts'
import { readManifest } from './assets.ts'
import { type Html, html, type Piece } from './html.ts'
import type { Visitor } from './visitor.ts'

/** One page. */
export interface Document {
  readonly title: string
  readonly main: Html
  /** What its script should bring to life. */
  readonly part?: 'join' | 'room' | 'setup'
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Each language as its readers call it. */
const NAMES: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' }

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='2' y='5' width='28' height='19' rx='4' fill='%231366d6'/%3E%3Cpath d='m9 11 5 4-5 4m8 0h6' fill='none' stroke='%23fff' stroke-width='2.6' stroke-linecap='round' stroke-linejoin='round'/%3E%3Crect x='11' y='25' width='10' height='3' rx='1.5' fill='%231366d6'/%3E%3C/svg%3E"

/** Headers of pages beside those that the server puts on everything. */
const HEADERS: Readonly<Record<string, string>> = {
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'accept, accept-language',
}

/** Puts a page into its frame. */
export async function documentReply(visitor: Visitor, document: Document): Promise<RouteReply> {
  return {
    status: document.status ?? 200,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html>\n${(await frame(visitor, document)).markup}`,
    headers: { ...HEADERS, 'content-language': visitor.language, ...document.headers },
  }
}

async function frame(visitor: Visitor, { title, main, part }: Document): Promise<Html> {
  const { say, company, base, language } = visitor
  const { script, style } = await readManifest()
  return html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f5f7fa" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0f1318" media="(prefers-color-scheme: dark)">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<meta name="deskhand-base" content="${base}">
<meta name="deskhand-hub" content="${visitor.hubUrl}">
<meta name="deskhand-room" content="${visitor.href('/room')}">
<title>${title} · ${say('pages.title', { company })}</title>
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${base}/assets/${style}">
<script type="module" src="${base}/assets/${script}"></script>
</head>
<body data-part="${part ?? ''}">
<a class="skip" href="#main">${say('pages.skip')}</a>
${header(visitor, part)}
<main id="main" tabindex="-1">${main}</main>
</body>
</html>`
}

function header(visitor: Visitor, part: Document['part']): Html {
  const { say, company, href } = visitor
  return html`<header class="top">
<a class="brand" href="${href('/')}"><svg viewBox="0 0 32 32" aria-hidden="true"><rect x="2" y="5" width="28" height="19" rx="4"/><path d="m9 11 5 4-5 4m8 0h6"/><rect x="11" y="25" width="10" height="3" rx="1.5"/></svg><bdi>${company}</bdi></a>
${part !== 'room' && html`<nav><a href="${href('/join')}"${current(visitor, '/join')}>${say('pages.nav.join')}</a></nav>`}
<nav class="languages" aria-label="${say('pages.nav.language')}">${LANGUAGES.map((one) => languageLink(visitor, one))}</nav>
</header>`
}

function current({ path }: Visitor, here: string): Piece {
  return path === here && html` aria-current="page"`
}

function languageLink({ language, base, path }: Visitor, one: Language): Html {
  const mark = one === language && html` aria-current="true"`
  return html`<a href="${base}${path}?lang=${one}" hreflang="${one}" lang="${one}"${mark}>${NAMES[one]}</a>`
}
