// Copy buttons: they put a line into the clipboard and say so.

/** How long a button says what it did, in milliseconds. */
const SAID_MS = 2_500

/** Brings every copy button below `root` to life. */
export function enableCopy(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const line = document.getElementById(button.dataset.copy ?? '')
    if (!line) continue
    const [label, name] = [button.textContent, button.getAttribute('aria-label')]
    let timer: number | undefined
    button.hidden = false
    button.addEventListener('click', async () => {
      const isCopied = await copyText(line)
      const said = (isCopied ? button.dataset.copied : button.dataset.failed) ?? ''
      button.textContent = said
      button.setAttribute('aria-label', said)
      button.dataset.state = isCopied ? 'done' : 'failed'
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        button.textContent = label
        button.setAttribute('aria-label', name ?? '')
        delete button.dataset.state
      }, SAID_MS)
    })
  }
}

/** Copies an element's text; where the browser does not allow it, selects the text for the keyboard. */
export async function copyText(line: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(line.textContent ?? '')
    return true
  } catch {
    // Refused by the browser, or no secure page: the text is selected, so that one key press copies it.
    window.getSelection()?.selectAllChildren(line)
    return false
  }
}
