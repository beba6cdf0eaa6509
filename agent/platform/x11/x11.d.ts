// Types of the part of the `x11` package that is used here; the package has none of its own.
declare module 'x11' {
  export type Reply<T> = (error: Error | null | undefined, value: T) => boolean | undefined

  export interface XEvent {
    readonly name: string
    readonly wid?: number
    /** The window an event of its parent is about, where `wid` is the parent. */
    readonly wid1?: number
    /** The window through which an event about another came. */
    readonly event?: number
    readonly atom?: number
    /** The window directly below, 0 for none. */
    readonly aboveSibling?: number
    readonly x?: number
    readonly y?: number
    readonly borderWidth?: number
    readonly drawable?: number
    readonly area?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
    readonly width?: number
    readonly height?: number
    readonly state?: number
  }
  export interface CursorImage {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly xhot: number
    readonly yhot: number
    readonly cursorSerial: number
    /** Premultiplied ARGB, little endian. */
    readonly cursorImage: Buffer
  }
  export interface Segment {
    readonly buffer: Buffer
    getImage(
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      format: number,
      offset: number,
      reply: Reply<unknown>,
    ): void
    detach(done?: () => void): void
  }
  export interface Geometry {
    readonly depth: number
    readonly xPos: number
    readonly yPos: number
    readonly width: number
    readonly height: number
    readonly borderWidth: number
  }
  export interface Region {
    readonly rectangles: readonly { x: number; y: number; width: number; height: number }[]
  }
  export interface CrtcInfo {
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
    readonly mode: number
    readonly output: readonly number[]
  }

  export interface Extensions {
    composite: { NameWindowPixmap(window: number, pixmap: number): void }
    damage: {
      readonly ReportLevel: { readonly NonEmpty: number; readonly RawRectangles: number }
      Create(damage: number, drawable: number, level: number): void
      Subtract(damage: number, repair: number, parts: number): void
      Destroy(damage: number): void
    }
    fixes: {
      CreateRegion(region: number, rects: readonly unknown[]): void
      DestroyRegion(region: number): void
      UnionRegion(one: number, other: number, into: number): void
      SubtractRegion(from: number, what: number, into: number): void
      TranslateRegion(region: number, x: number, y: number): void
      FetchRegion(region: number, reply: Reply<Region>): void
      readonly WindowRegionKind: { readonly Bounding: number }
      CreateRegionFromWindow(region: number, window: number, kind: number): void
      SetGCClipRegion(context: number, region: number, x: number, y: number): void
      GetCursorImage(reply: Reply<CursorImage>): void
      SelectCursorInput(window: number, mask: number): void
    }
    randr: {
      readonly majorOpcode: number
      readonly major_version: number
      readonly minor_version: number
      readonly NotifyMask: { readonly ScreenChange: number }
      SelectInput(window: number, mask: number): void
      GetScreenResourcesCurrent(
        window: number,
        reply: Reply<{ crtcs: readonly number[]; config_timestamp: number }>,
      ): void
      GetCrtcInfo(crtc: number, time: number, reply: Reply<CrtcInfo>): void
      GetOutputInfo(output: number, time: number, reply: Reply<{ name: string }>): void
      GetOutputPrimary(window: number, reply: Reply<number>): void
    }
    shape: {
      readonly Op: { readonly Set: number }
      readonly Kind: { readonly Bounding: number; readonly Input: number }
      Rectangles(op: number, kind: number, window: number, x: number, y: number, rects: readonly number[][]): void
      Mask(op: number, kind: number, window: number, x: number, y: number, bitmap: number): void
      GetRectangles(window: number, kind: number, reply: Reply<{ rectangles: readonly unknown[] }>): void
    }
    shm: { createSegment(sizeBytes: number, reply: Reply<Segment>): void }
    xinput: {
      readonly xi2: unknown
      readonly majorOpcode: number
      readonly AllDevices: number
      readonly AllMasterDevices: number
      XIQueryDevice(device: number, reply: Reply<readonly InputDevice[]>): void
      XISelectEvents(window: number, masks: { deviceId: number; mask: readonly string[] }): void
    }
  }

  export interface Client {
    readonly stream: {
      destroy(): void
      once(event: 'close', listener: () => void): void
      cork(): void
      uncork(): void
    }
    readonly eventMask: {
      readonly Exposure: number
      readonly StructureNotify: number
      readonly SubstructureNotify: number
      readonly PropertyChange: number
    }
    on(event: 'event', listener: (event: XEvent) => void): void
    on(event: 'error', listener: (error: Error & { readonly error?: number }) => void): void
    on(event: 'end', listener: () => void): void
    require<N extends keyof Extensions>(name: N, reply: Reply<Extensions[N]>): void
    AllocID(): number
    sync(done: (error: Error | null) => void): void
    terminate(): void
    GetImage(
      format: number,
      drawable: number,
      x: number,
      y: number,
      width: number,
      height: number,
      planes: number,
      reply: Reply<{ data: Buffer }>,
    ): void
    GetGeometry(drawable: number, reply: Reply<Geometry>): void
    CreateWindow(
      window: number,
      parent: number,
      x: number,
      y: number,
      width: number,
      height: number,
      border: number,
      depth: number,
      kind: number,
      visual: number,
      values: Readonly<Record<string, number | boolean>>,
    ): void
    MapWindow(window: number): void
    ConfigureWindow(window: number, values: Readonly<Record<string, number>>): void
    DestroyWindow(window: number): void
    ChangeWindowAttributes(window: number, values: Readonly<Record<string, number>>): void
    CreatePixmap(pixmap: number, drawable: number, depth: number, width: number, height: number): void
    FreePixmap(pixmap: number): void
    CreateGC(context: number, drawable: number, values: Readonly<Record<string, number>>): void
    FreeGC(context: number): void
    PutImage(
      format: number,
      drawable: number,
      context: number,
      width: number,
      height: number,
      x: number,
      y: number,
      leftPad: number,
      depth: number,
      data: Buffer,
    ): void
    ClearArea(window: number, x: number, y: number, width: number, height: number, exposures: number): void
  }
  export interface Screen {
    readonly root: number
    readonly pixel_width: number
    readonly pixel_height: number
    readonly root_depth: number
  }
  export interface Display {
    readonly client: Client
    readonly screen: readonly Screen[]
    readonly image_byte_order: number
    readonly bitmap_bit_order: number
    /** The bits of an id that its client chose; the others say which client. */
    readonly resource_mask: number
    readonly format: Readonly<Record<number, { readonly bits_per_pixel: number }>>
  }
  export interface Options {
    readonly display: string
    /** `false` keeps shared memory off. */
    readonly shm?: false | import('x11/lib/shm-provider.js').SharedMemory
  }

  const x11: {
    createClient(options: Options, ready: (error: Error | null | undefined, display: Display) => void): Client
  }
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default x11
}

declare module 'x11/lib/shm-provider.js' {
  export interface SharedBlock {
    readonly size: number
    fd: number | null
    readonly buffer: Buffer
  }
  /** Makes the blocks of memory that client and server share. */
  export interface SharedMemory {
    readonly flavor: string
    readonly zeroCopy: boolean
    create(sizeBytes: number): SharedBlock
    commit(block: SharedBlock, offset?: number, lengthBytes?: number): void
    sync(block: SharedBlock, offset?: number, lengthBytes?: number): void
    destroy(block: SharedBlock): void
  }
  const shared: { createBuiltinProvider(): SharedMemory | null }
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default shared
}
