// kinds messages (en).

/** Messages of the area `kinds`. */
export const kinds = {} as const
