// errors messages (en).

/** Messages of the area `errors`. */
export const errors = {} as const
