// A mark as scripts and people read it.
import type { Mark } from '../../protocol/marks.ts'

/** `{"shape","color":"#RRGGBB","widthPx","points":[[X,Y]],"text"}`. */
export function markJson({ shape, color, widthPx, points, text }: Omit<Mark, 'id'>): Record<string, unknown> {
  return { shape, color: colorText(color), widthPx, points, text }
}

/** A colour as `#RRGGBB`. */
export function colorText(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`
}
