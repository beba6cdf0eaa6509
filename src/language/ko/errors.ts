// errors messages (ko).

/** Messages of the area `errors`. */
export const errors = {} as const
