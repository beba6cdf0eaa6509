// The two things the viewer asks for in words: what to type over there, and the name of a saved picture.
import { askText } from './ask-dialog.ts'
import { burnIn, captureName, download, safeName } from './capture.ts'
import type { MarkLayer } from './mark-layer.ts'
import type { Stage } from './stage.ts'
import type { Text } from './text.ts'
import { MAX_TYPED_CHARACTERS } from './typing.ts'

/** Asks what to type, beginning with `initial`; `null` when nothing. */
export async function askToType(text: Text, initial: string): Promise<string | null> {
  const typed = await askText({
    title: text('typeTitle'),
    detail: text('typeDetail'),
    label: text('typePlaceholder'),
    value: initial,
    isLong: true,
    yes: text('typeNow'),
    cancel: text('cancel'),
    note: (value) => {
      const count = [...value].length
      return count > MAX_TYPED_CHARACTERS
        ? text('typeTooLong', { count: MAX_TYPED_CHARACTERS })
        : text('typeCount', { count })
    },
  })
  return typed === null ? null : [...typed].slice(0, MAX_TYPED_CHARACTERS).join('')
}

/** Saves the picture as it is at this moment, marks and all, under a name the reader gives. */
export async function saveCapture(stage: Stage, layer: MarkLayer, { text, title }: { text: Text; title: string }) {
  const picture = await burnIn(stage.canvas, layer.toSvg())
  const name = await askText({
    title: text('captureTitle'),
    label: text('captureName'),
    value: captureName(title, new Date()),
    isLong: false,
    yes: text('save'),
    cancel: text('cancel'),
  })
  if (name !== null) download(picture, `${safeName(name.replace(/\.png$/i, '')) || 'deskhand'}.png`)
}
