// Making elements: text only ever goes in as text.

/** What an element is made with. */
export type ElementOptions = {
  readonly class?: string
  readonly text?: string
  readonly data?: Readonly<Record<string, string>>
  readonly aria?: Readonly<Record<string, string>>
  /** Other attributes. */
  readonly set?: Readonly<Record<string, string>>
  readonly click?: (event: MouseEvent) => void
}

/** Makes an element with children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const made: HTMLElementTagNameMap[K] = document.createElement(tag)
  if (made instanceof HTMLButtonElement) made.type = 'button'
  if (options.class) made.className = options.class
  if (options.text !== undefined) made.textContent = options.text
  for (const [name, value] of Object.entries(options.data ?? {})) made.dataset[name] = value
  for (const [name, value] of Object.entries(options.set ?? {})) made.setAttribute(name, value)
  for (const [name, value] of Object.entries(options.aria ?? {})) {
    made.setAttribute(name === 'role' ? 'role' : `aria-${name}`, value)
  }
  if (options.click) (made as HTMLElement).addEventListener('click', options.click) // all elements have it
  made.append(...children)
  return made
}
