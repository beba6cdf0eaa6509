// Who opened a page: in which language, from which hub, of which company.
import type { RouteCall } from '../../hub/http/routes.ts'
import { LANGUAGES, type Language, type Translate, translator } from '../../language/catalogue.ts'

/** Characters of an `Accept-Language` header that are read. */
export const MAX_ACCEPT_LANGUAGE = 500

/** What every page needs to know. */
export interface Visitor {
  readonly language: Language
  /** The language was chosen by hand, and stays so from page to page. */
  readonly isChosen: boolean
  readonly say: Translate
  readonly company: string
  /** The hub's configured address, without a slash at its end; never one that a request claims. */
  readonly hubUrl: string
  /** Path of the pages' own addresses below the host: empty, or like `/help`. */
  readonly base: string
  /** An address of these pages that keeps a language chosen by hand. @param path  begins with a slash */
  readonly href: (path: string) => string
  readonly path: string
}

/** Reads what a call tells about its visitor. */
export async function visitorOf({ hub, url, headers }: RouteCall): Promise<Visitor> {
  const settings = await hub.settings()
  const chosen = LANGUAGES.find((one) => one === url.searchParams.get('lang'))
  const language = chosen ?? acceptedLanguage(headers['accept-language']) ?? settings['site.language']
  const hubUrl = hub.baseUrl().replace(/\/+$/, '')
  const base = new URL(hubUrl).pathname.replace(/\/+$/, '')
  return {
    language,
    isChosen: chosen !== undefined,
    say: translator(language),
    company: settings['site.company'],
    hubUrl,
    base,
    href: (path) => `${base}${path}${chosen ? `?lang=${chosen}` : ''}`,
    path: url.pathname,
  }
}

/**
 * The language of ours that an `Accept-Language` header prefers; null when it names none.
 *
 * @see RFC 9110 §12.5.4
 */
export function acceptedLanguage(header: string | undefined): Language | null {
  const wanted = (header ?? '')
    .slice(0, MAX_ACCEPT_LANGUAGE)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((one) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean)
      return { language: LANGUAGES.find((one) => range.split('-')[0] === one), quality: Number(quality ?? 1) }
    })
    .filter((one) => one.language !== undefined && one.quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted[0]?.language ?? null
}
