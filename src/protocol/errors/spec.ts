// What is known of one error.

/** One row of the error table. */
export interface ErrorSpec {
  /** English sentence; `{name}` is filled from the error's details. */
  readonly sentence: string
  /** What to do about it. */
  readonly help: string
  /** Exit code of a command that ends with it (`deskhand help exit-codes`). */
  readonly exit: number
  readonly http: number
  /** WebSocket close code, where the error ends a link. */
  readonly close?: number
  /** The same request may succeed later, unchanged. */
  readonly retry?: true
}

/** Rows of one area. */
export type ErrorRows = Readonly<Record<string, ErrorSpec>>
