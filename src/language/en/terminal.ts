// terminal messages (en).

/** Messages of the area `terminal`. */
export const terminal = {} as const
