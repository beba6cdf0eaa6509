// What the Keys menu offers: shortcuts the browser keeps, how the keyboard is meant, text to type, and the way out.
import type { Controller } from './control.ts'
import type { KeyMode } from './key-translator.ts'
import type { MenuGroup, MenuItem } from './menu.ts'
import { RESERVED_KEYS } from './reserved-keys.ts'
import type { Text } from './text.ts'

/** The groups of the menu; what needs control cannot be chosen without it. */
export function keysGroups(control: Controller, typeText: () => void, text: Text): readonly MenuGroup[] {
  const isOff = control.view !== 'held'
  const keyboard = (label: string, mode: KeyMode): MenuItem => ({
    label,
    isChecked: control.mode === mode,
    run: () => control.setMode(mode),
  })
  return [
    {
      title: text('keysSend'),
      ...(isOff ? { note: text('keysNeedControl') } : {}),
      items: RESERVED_KEYS.map(({ label, keys }) => ({ label, isDisabled: isOff, run: () => control.tap(keys) })),
    },
    {
      title: text('keyboardIs'),
      items: [keyboard(text('keyboardSymbols'), 'symbol'), keyboard(text('keyboardCodes'), 'code')],
    },
    {
      title: text('controls'),
      items: [
        { label: text('typeText'), isDisabled: isOff, run: typeText },
        { label: text('leaveControl'), isDisabled: isOff, run: () => control.leave() },
      ],
    },
  ]
}
