// Types of the part of the `x11` package that mouse, keyboard and clipboard use.
declare module 'x11' {
  export interface XEvent {
    /** The number of the last request the server had done when it sent this. */
    readonly seq: number
    readonly keycode?: number
    /** Modifiers and buttons that were down just before. */
    readonly buttons?: number
    readonly rootx?: number
    readonly rooty?: number
    readonly sourceId?: number
    readonly detail?: number
    readonly time?: number
    readonly owner?: number
    readonly requestor?: number
    readonly selection?: number
    readonly target?: number
    readonly property?: number
    readonly atom?: number
    /** Of an XKB event: which one. */
    readonly xkbType?: number
    readonly lockedMods?: number
    readonly group?: number
  }
  export interface InputDevice {
    readonly deviceId: number
    readonly name: string
  }
  export interface Property {
    readonly type: number
    readonly format: number
    readonly bytesAfter: number
    readonly data: Buffer
  }
  export interface Place {
    readonly child: number
    readonly destX: number
    readonly destY: number
  }

  export interface Extensions {
    xtest: {
      readonly KeyPress: number
      readonly KeyRelease: number
      readonly ButtonPress: number
      readonly ButtonRelease: number
      readonly MotionNotify: number
      FakeInput(type: number, detail: number, delayMs: number, window: number, x: number, y: number): void
    }
    xkb: {
      readonly majorOpcode: number
      readonly UseCoreKbd: number
      readonly EventType: Readonly<Record<'NewKeyboardNotify' | 'MapNotify' | 'StateNotify', number>>
      SelectEvents(
        device: number,
        affect: number,
        clear: number,
        selectAll: number,
        affectMap: number,
        map: number,
      ): void
      GetState(device: number, reply: Reply<{ readonly lockedMods: number; readonly group: number }>): void
      LatchLockState(
        device: number,
        affectModLocks: number,
        modLocks: number,
        lockGroup: boolean,
        groupLock: number,
        affectModLatches: number,
        modLatches: number,
        latchGroup: boolean,
        groupLatch: number,
      ): void
    }
  }

  export interface Client {
    off(event: 'event', listener: (event: XEvent) => void): void
    /** Names that the server has numbered already. */
    atoms: Readonly<Record<string, number>>
    /** The number of the last request sent. */
    seq_num: number
    /** Requests that wait for an answer: what reads it (without its first 8 bytes), and who gets it. */
    readonly replies: Record<number, [read: (bytes: Buffer) => unknown, reply: Reply<never>]>
    readonly pack_stream: { put(bytes: Buffer): void; submit(expectsReply?: boolean): void }
    GetKeyboardMapping(first: number, count: number, reply: Reply<readonly (readonly number[])[]>): void
    ChangeKeyboardMapping(first: number, symbolsPerKey: number, symbols: readonly number[]): void
    /** Eight rows of keycodes: Shift, Lock, Control, Mod1 … Mod5. */
    GetModifierMapping(reply: Reply<readonly (readonly number[])[]>): void
    /** A bit for each key that is down. */
    QueryKeymap(reply: Reply<Buffer>): void
    QueryPointer(
      window: number,
      reply: Reply<{ readonly rootX: number; readonly rootY: number; readonly keyMask: number }>,
    ): void
    GetInputFocus(reply: Reply<{ readonly focus: number }>): void
    TranslateCoordinates(from: number, to: number, x: number, y: number, reply: Reply<Place>): void
    QueryTree(window: number, reply: Reply<{ readonly parent: number; readonly children: readonly number[] }>): void
    InternAtom(onlyIfExists: boolean, name: string, reply: Reply<number>): void
    GetProperty(
      remove: 0 | 1,
      window: number,
      name: number,
      type: number,
      offset: number,
      lengthWords: number,
      reply: Reply<Property>,
    ): void
    ChangeProperty(mode: number, window: number, name: number, type: number, bits: number, data: Buffer): void
    DeleteProperty(window: number, name: number): void
    ConvertSelection(requestor: number, selection: number, target: number, property: number, time: number): void
    SetSelectionOwner(owner: number, selection: number, time: number): void
    GetSelectionOwner(selection: number, reply: Reply<number>): void
    SendEvent(destination: number, propagate: 0 | 1, mask: number, event: Buffer): void
  }
  export interface Display {
    readonly min_keycode: number
    readonly max_keycode: number
    readonly resource_mask: number
    readonly max_request_length: number
  }
}

declare module 'x11/lib/keysyms.js' {
  const symbols: Readonly<Record<string, { readonly code: number; readonly description: string | null }>>
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default symbols
}
