// terminal messages (ko).

/** Messages of the area `terminal`. */
export const terminal = {} as const
