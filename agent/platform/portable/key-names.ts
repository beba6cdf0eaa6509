// Keys as browsers name them, by meaning and by place, as the library names them.

const SAME = ['Escape', 'Tab', 'Space', 'Backspace', 'Insert', 'Delete', 'Home', 'End', 'PageUp', 'PageDown']
const ARROWS = ['Left', 'Up', 'Right', 'Down']
const ROW = { Backquote: '`', Minus: '-', Equal: '=', BracketLeft: '[', BracketRight: ']', Backslash: '\\' }
const REST = { Semicolon: ';', Quote: "'", Comma: ',', Period: '.', Slash: '/' }

const NAMES: ReadonlyMap<string, string> = new Map<string, string>([
  ...SAME.map((name) => [name, name.toLowerCase()] as const),
  ...ARROWS.map((name) => [`Arrow${name}`, name.toLowerCase()] as const),
  ...Array.from({ length: 24 }, (_, index) => [`F${index + 1}`, `f${index + 1}`] as const),
  ...Array.from({ length: 10 }, (_, index) => [`Digit${index}`, String(index)] as const),
  ...Array.from({ length: 10 }, (_, index) => [`Numpad${index}`, `numpad_${index}`] as const),
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [`Key${letter}`, letter.toLowerCase()] as const),
  ...Object.entries({ ...ROW, ...REST }),
  ['Enter', 'return'],
  ['NumpadEnter', 'enter'],
  ['CapsLock', 'caps_lock'],
  ['ContextMenu', 'menu'],
  ['Shift', 'shift'],
  ['ShiftLeft', 'shift'],
  ['ShiftRight', 'right_shift'],
  ['Control', 'control'],
  ['ControlLeft', 'control'],
  ['ControlRight', 'right_control'],
  ['Alt', 'alt'],
  ['AltLeft', 'alt'],
  ['AltRight', 'right_alt'],
  ['AltGraph', 'right_alt'],
  ['Meta', 'meta'],
  ['MetaLeft', 'meta'],
  ['MetaRight', 'right_meta'],
])

/** The library's name of a key, or null where it has none. */
export function keyName(name: string): string | null {
  return NAMES.get(name) ?? null
}

/** Keys that change what others mean, by their meaning. */
export const MODIFIERS: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'])
