// viewer messages (ko).

/** Messages of the area `viewer`. */
export const viewer = {} as const
