// Shortcuts that the browser or the operating system keeps for itself, to be sent from a menu.

/** One key by what it means and by its place. */
export type KeyName = { readonly symbol: string; readonly code: string }
/** A shortcut: its keys in the order they go down. */
export type ReservedKeys = { readonly label: string; readonly keys: readonly KeyName[] }

const key = (symbol: string, code: string): KeyName => ({ symbol, code })
const CTRL = key('Control', 'ControlLeft')
const ALT = key('Alt', 'AltLeft')
const SUPER = key('Meta', 'MetaLeft')
const letter = (name: string): KeyName => key(name, `Key${name.toUpperCase()}`)
const same = (name: string): KeyName => key(name, name)

/** The shortcuts on the menu. */
export const RESERVED_KEYS: readonly ReservedKeys[] = [
  { label: 'Ctrl + Alt + Del', keys: [CTRL, ALT, same('Delete')] },
  { label: 'Alt + Tab', keys: [ALT, same('Tab')] },
  { label: 'Alt + F4', keys: [ALT, same('F4')] },
  { label: 'Ctrl + W', keys: [CTRL, letter('w')] },
  { label: 'Ctrl + T', keys: [CTRL, letter('t')] },
  { label: 'Ctrl + N', keys: [CTRL, letter('n')] },
  { label: 'F11', keys: [same('F11')] },
  { label: 'Super', keys: [SUPER] },
  { label: 'Print', keys: [same('PrintScreen')] },
]
