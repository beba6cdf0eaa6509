// Drawing on the picture: the panel with its tools, and what the mouse makes with them.
import { MAX_MARK_POINTS, MAX_MARK_TEXT_CHARACTERS, type MarkPoint, type MarkShape } from '../../protocol/marks.ts'
import type { NewMark } from '../wire.ts'
import { COLORS, type DrawPanel, type DrawTool, makeDrawPanel } from './draw-panel.ts'
import { element } from './element.ts'
import type { MarkLayer } from './mark-layer.ts'
import { textHeightPx } from './mark-shape.ts'
import type { Stage } from './stage.ts'
import type { Text } from './text.ts'

/** How thick each line is, in pixels of the picture. */
const WIDTHS: Readonly<Record<MarkShape, number>> = { highlighter: 22, pen: 4, arrow: 6, rectangle: 4, text: 6 }
/** Points nearer to the last than this are not kept, in pixels of the picture. */
const STEP_PX = 2

/** What drawing does. */
export type DrawingHandlers = {
  add(mark: NewMark): void
  erase(id: string): void
  clear(): void
  capture(): void
  changed(isOpen: boolean): void
}

/** Drawing on the picture. */
export type Drawing = {
  readonly node: HTMLElement
  readonly isOpen: boolean
  open(): void
  close(): void
}

/** Makes a closed panel; it opens with the highlighter. */
export function makeDrawing(
  stage: Stage,
  layer: MarkLayer,
  { text, on }: { text: Text; on: DrawingHandlers },
): Drawing {
  let tool: DrawTool = 'highlighter'
  let color: number = COLORS[0].value
  const show = (): void => {
    endText(stage)
    panel.show(tool, color)
    stage.sheet.dataset.tool = panel.node.hidden ? '' : (tool ?? '')
  }
  const panel: DrawPanel = makeDrawPanel(text, {
    ...on,
    choose(next) {
      // The eraser, chosen again, is put away.
      tool = next === 'eraser' && tool === 'eraser' ? null : next
      show()
    },
    color(next) {
      color = next
      show()
    },
    close: () => close(),
  })
  const open = (): void => {
    tool = 'highlighter'
    panel.node.hidden = false
    show()
    on.changed(true)
  }
  const close = (): void => {
    if (panel.node.hidden) return
    panel.node.hidden = true
    layer.draft(null)
    show()
    on.changed(false)
  }
  stage.sheet.addEventListener('mousedown', (event) => {
    if (panel.node.hidden || event.button !== 0 || tool === null) return
    event.preventDefault()
    endText(stage)
    if (tool === 'eraser') {
      const id = layer.idOf(event.target)
      if (id) on.erase(id)
    } else if (tool === 'text') {
      const mark = { shape: tool, color, widthPx: WIDTHS[tool], points: [pointOf(stage, event)] }
      writeText(stage, event, { text, mark, add: on.add })
    } else drag(stage, event, { mark: markOf(tool, color), layer, add: on.add })
  })
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
    close()
  })
  panel.node.hidden = true
  return {
    node: panel.node,
    get isOpen() {
      return !panel.node.hidden
    },
    open,
    close,
  }
}

function markOf(shape: MarkShape, color: number): NewMark {
  return { shape, color, widthPx: WIDTHS[shape], points: [], text: '' }
}

function pointOf(stage: Stage, event: MouseEvent): MarkPoint {
  const { x, y } = stage.placeOf(event)
  return [x, y]
}

type Drag = { readonly mark: NewMark; readonly layer: MarkLayer; readonly add: (mark: NewMark) => void }

function drag(stage: Stage, start: MouseEvent, { mark, layer, add }: Drag): void {
  const isFree = mark.shape === 'pen' || mark.shape === 'highlighter'
  const first = pointOf(stage, start)
  let points: MarkPoint[] = [first]
  const draft = (): NewMark => ({ ...mark, points })
  const move = (event: MouseEvent): void => {
    const next = pointOf(stage, event)
    const [x, y] = points.at(-1) ?? first
    if (Math.hypot(next[0] - x, next[1] - y) < STEP_PX) return
    points = isFree ? thin([...points, next]) : [first, next]
    layer.draft(draft())
  }
  const end = (event: MouseEvent): void => {
    if (event.button !== 0) return
    window.removeEventListener('mousemove', move)
    window.removeEventListener('mouseup', end)
    layer.draft(null)
    if (isFree || points.length > 1) add(draft())
  }
  window.addEventListener('mousemove', move)
  window.addEventListener('mouseup', end)
  if (isFree) layer.draft(draft())
}

/** Every second point goes when there are too many: the line stays whole. */
export function thin(points: MarkPoint[]): MarkPoint[] {
  if (points.length <= MAX_MARK_POINTS) return points
  return points.filter((_, index) => index % 2 === 0 || index === points.length - 1)
}

/** A text that is being written ends, kept, with whatever is done next. */
function endText(stage: Stage): void {
  stage.sheet.querySelector<HTMLElement>('.mark-text')?.blur()
}

type Writing = {
  readonly text: Text
  readonly mark: Omit<NewMark, 'text'>
  readonly add: (mark: NewMark) => void
}

function writeText(stage: Stage, event: MouseEvent, { text, mark, add }: Writing): void {
  const label = text('textHere')
  const field = element('input', { class: 'mark-text', set: { placeholder: label }, aria: { label } })
  const box = stage.sheet.getBoundingClientRect()
  const scale = box.width / stage.size.widthPx
  field.style.left = `${event.clientX - box.left}px`
  field.style.top = `${event.clientY - box.top}px`
  field.style.fontSize = `${Math.max(12, textHeightPx(mark.widthPx) * scale)}px`
  let isOver = false
  const end = (isKept: boolean): void => {
    if (isOver) return
    isOver = true
    const written = [...field.value.trim()].slice(0, MAX_MARK_TEXT_CHARACTERS).join('')
    field.remove()
    if (isKept && written) add({ ...mark, text: written })
  }
  field.addEventListener('keydown', (key) => {
    key.stopPropagation()
    if (key.isComposing) return
    if (key.key === 'Enter') end(true)
    if (key.key === 'Escape') end(false)
  })
  field.addEventListener('mousedown', (press) => press.stopPropagation())
  field.addEventListener('blur', () => end(true))
  stage.sheet.append(field)
  field.focus()
}
