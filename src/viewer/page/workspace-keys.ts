// The keys of the viewer's page, with what each does.
import type { Offers } from '../wire.ts'
import { toggleFullscreen } from './fullscreen.ts'
import type { Shortcut } from './shortcuts.ts'
import type { View } from './stage.ts'

/** What the keys do. */
export type KeyActions = {
  show(view: View): void
  view(): void
  draw(): void
  capture(): void
  chat(): void
  bar(): void
  stop(): void
  help(): void
}

/** The keys; those for what the screen does not offer are left out. */
export function workspaceKeys({ marks, chat, ends }: Offers, act: KeyActions): readonly Shortcut[] {
  const drawing: Shortcut[] = [{ key: 'd', label: 'D', help: 'keyDraw', run: act.draw }]
  const chatting: Shortcut[] = [{ key: 'c', label: 'C', help: 'keyChat', run: act.chat }]
  return [
    { key: 'f', label: 'F', help: 'keyFullscreen', run: toggleFullscreen },
    { key: '0', label: '0', help: 'keyFit', run: () => act.show('fit') },
    { key: '1', label: '1', help: 'keyActual', run: () => act.show('actual') },
    { key: 'v', label: 'V', help: 'keyView', run: act.view },
    ...(marks ? drawing : []),
    { key: 'p', label: 'P', help: 'keyCapture', run: act.capture },
    ...(chat ? chatting : []),
    { key: 'b', label: 'B', help: 'keyBar', run: act.bar },
    { key: 's', hasShift: true, label: '⇧ S', help: ends ? 'keyStop' : 'leave', run: act.stop },
    { key: '?', label: '?', help: 'keyHelp', run: act.help },
  ]
}
