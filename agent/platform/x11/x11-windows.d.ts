// Types of the part of the `x11` package that windows need, beside those in `x11.d.ts`.
declare module 'x11' {
  export interface WindowAttributes {
    /** 2 takes input only and shows nothing. */
    readonly klass: number
    /** 2 can be seen. */
    readonly mapState: number
    readonly overrideRedirect: number
  }
  export interface Client {
    QueryTree(window: number, reply: Reply<{ parent: number; children: readonly number[] }>): void
    GetWindowAttributes(window: number, reply: Reply<WindowAttributes>): void
    InternAtom(onlyIfExists: boolean, name: string, reply: Reply<number>): void
    GetAtomName(atom: number, reply: Reply<string>): void
    GetProperty(
      del: number,
      window: number,
      name: number,
      type: number,
      offset: number,
      words: number,
      reply: Reply<{ type: number; data: Buffer }>,
    ): void
    ChangeProperty(mode: number, window: number, name: number, type: number, bits: number, data: Buffer): void
    GetSelectionOwner(selection: number, reply: Reply<number>): void
    QueryExtension(name: string, reply: Reply<{ present: number }>): void
    UnmapWindow(window: number): void
    ChangeGC(context: number, values: Readonly<Record<string, number>>): void
    PolyFillRectangle(drawable: number, context: number, flat: readonly number[]): void
    CopyArea(
      from: number,
      to: number,
      context: number,
      fromX: number,
      fromY: number,
      toX: number,
      toY: number,
      width: number,
      height: number,
    ): void
  }
}
