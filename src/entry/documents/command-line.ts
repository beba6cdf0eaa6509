// A line to paste into a terminal, with its button.
import { type Html, html } from './html.ts'
import type { Visitor } from './visitor.ts'

/** Shows one command; the button appears once the page's script runs. @param id  unique on the page */
export function commandLine({ say }: Visitor, id: string, command: string): Html {
  return html`<div class="command"><code id="${id}">${command}</code><button type="button" class="copy" data-copy="${id}" data-copied="${say('pages.copied')}" data-failed="${say('pages.copy.failed')}" aria-label="${say('pages.copy.what')}" hidden>${say('pages.copy')}</button></div>`
}
