// Where a key is on the keyboard: `KeyboardEvent.code` as the X keycode of Linux (evdev, the kernel's number plus 8).

/** Rows of the kernel's list that are neighbours on the keyboard as well: the first keycode, then the names. */
const RUNS: readonly (readonly [first: number, names: string])[] = [
  [9, 'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace Tab'],
  [24, 'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft'],
  [38, 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash'],
  [52, 'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock'],
  [67, 'F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract'],
  [83, 'Numpad4 Numpad5 Numpad6 NumpadAdd Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'],
  [94, 'IntlBackslash F11 F12 IntlRo'],
  [100, 'Convert KanaMode NonConvert'],
  [104, 'NumpadEnter ControlRight NumpadDivide PrintScreen AltRight'],
  [110, 'Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete'],
  [121, 'AudioVolumeMute AudioVolumeDown AudioVolumeUp Power NumpadEqual'],
  [127, 'Pause'],
  [129, 'NumpadComma Lang1 Lang2 IntlYen MetaLeft MetaRight ContextMenu BrowserStop'],
  [164, 'BrowserFavorites'],
  [166, 'BrowserBack BrowserForward'],
  [171, 'MediaTrackNext MediaPlayPause MediaTrackPrevious MediaStop'],
  [180, 'BrowserHome BrowserRefresh'],
  [191, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24'],
  [225, 'BrowserSearch'],
]

/** X keycodes by `KeyboardEvent.code`. */
export const KEY_CODES: ReadonlyMap<string, number> = new Map(
  RUNS.flatMap(([first, names]) => names.split(' ').map((name, index) => [name, first + index] as const)),
)
