// viewer messages (en).

/** Messages of the area `viewer`. */
export const viewer = {} as const
