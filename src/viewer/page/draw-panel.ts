// The panel of the drawing tools.
import type { MarkShape } from '../../protocol/marks.ts'
import { element } from './element.ts'
import { svg } from './mark-shape.ts'
import type { Text, TextKey } from './text.ts'

/** What the mouse does; `null`: nothing. */
export type DrawTool = MarkShape | 'eraser' | null

/** The colours to draw with. */
export const COLORS = [
  { value: 0xffd60a, name: 'colorYellow' },
  { value: 0xff3b30, name: 'colorRed' },
  { value: 0x34c759, name: 'colorGreen' },
  { value: 0x0a84ff, name: 'colorBlue' },
  { value: 0xffffff, name: 'colorWhite' },
  { value: 0x1c1c1e, name: 'colorBlack' },
] as const satisfies readonly { readonly value: number; readonly name: TextKey }[]

/** What the panel's buttons do. */
export type DrawPanelActions = {
  choose(tool: Exclude<DrawTool, null>): void
  color(color: number): void
  clear(): void
  capture(): void
  close(): void
}

/** The panel. */
export type DrawPanel = { readonly node: HTMLElement; show(tool: DrawTool, color: number): void }

/** One line drawing for each tool, in a square of 20. */
const TOOLS = [
  ['highlighter', 'toolHighlighter', 'M4 13 12 5l3 3-8 8H4zM3 18h14'],
  ['pen', 'toolPen', 'M4 16c3-1 3-5 5-5s1 4 3 4 2-9 4-10'],
  ['arrow', 'toolArrow', 'M4 16 15 5M8 5h7v7'],
  ['rectangle', 'toolRectangle', 'M3.5 5.5h13v9h-13z'],
  ['text', 'toolText', 'M4 5h12M10 5v11M7.500 16h5'],
  ['eraser', 'toolEraser', 'm3 12 7-7 6 6-5 5H7zM7 8l6 6'],
] as const satisfies readonly (readonly [Exclude<DrawTool, null>, TextKey, string])[]

/** Makes the panel. */
export function makeDrawPanel(text: Text, on: DrawPanelActions): DrawPanel {
  const tools = TOOLS.map(([tool, label, d]) => {
    const button = element('button', {
      class: 'round',
      set: { title: text(label) },
      aria: { label: text(label) },
      data: { tool },
      click: () => on.choose(tool),
    })
    const line = svg('path', {
      d,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.7,
      'stroke-linejoin': 'round',
    })
    button.append(svg('svg', { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': 'true' }, line))
    return button
  })
  const colors = COLORS.map(({ value, name }) => {
    const label = text('color', { name: text(name) })
    const click = (): void => on.color(value)
    const button = element('button', { class: 'swatch', set: { title: label }, aria: { label }, click })
    button.style.setProperty('--swatch', `#${value.toString(16).padStart(6, '0')}`)
    return button
  })
  const rule = (): HTMLElement => element('span', { class: 'rule' })
  const clear = element('button', { text: text('clearAll'), click: on.clear })
  const capture = element('button', { text: text('capture'), click: on.capture })
  const close = element('button', {
    class: 'round',
    text: '×',
    aria: { label: text('closeDrawing') },
    set: { title: text('closeDrawing') },
    click: on.close,
  })
  const parts = [...tools, rule(), ...colors, rule(), clear, capture, close]
  const node = element('div', { class: 'panel', aria: { role: 'toolbar', label: text('drawTools') } }, ...parts)
  return {
    node,
    show(tool, color) {
      for (const button of tools) button.setAttribute('aria-pressed', String(button.dataset.tool === tool))
      for (const [index, button] of colors.entries()) {
        button.setAttribute('aria-pressed', String(COLORS[index]?.value === color))
      }
    },
  }
}
