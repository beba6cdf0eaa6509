// kinds messages (ko).

/** Messages of the area `kinds`. */
export const kinds = {} as const
