// Making elements: text only ever goes in as text.

/** What an element is made with. */
export type ElementOptions = {
  readonly class?: string
  readonly text?: string
  readonly data?: Readonly<Record<string, string>>
  readonly aria?: Readonly<Record<string, string>>
  readonly click?: () => void
}

/** Makes an element with children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  ...children: readonly HTMLElement[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (options.class) made.className = options.class
  if (options.text !== undefined) made.textContent = options.text
  for (const [name, value] of Object.entries(options.data ?? {})) made.dataset[name] = value
  for (const [name, value] of Object.entries(options.aria ?? {})) {
    made.setAttribute(name === 'role' ? 'role' : `aria-${name}`, value)
  }
  if (options.click) made.addEventListener('click', options.click)
  made.append(...children)
  return made
}
