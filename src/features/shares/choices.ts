// What people may choose of a picture, apart from its schemas: help is printed without loading those.

/** How a picture is made: sharp, or smooth, or by what is in it (VIEW-07, VIEW-08). */
export const SHARE_MODES = ['auto', 'standard', 'sampling'] as const
/** How many colours it has (VIEW-11, VIEW-12). */
export const SHARE_COLORS = ['true', '16bit', '256'] as const
/** The least and the most of a bandwidth cap, in kilobits a second. */
export const SHARE_KBPS = { min: 50, max: 1_000_000 } as const
