// How pictures may open for an account, apart from the schemas: help is printed without loading those.

/** Whether a picture opens over the whole screen or in the window. */
export const VIEW_WINDOWS = ['full', 'window'] as const
/** Whether it is made to fit, or shown pixel by pixel. */
export const VIEW_SCALES = ['fit', 'actual'] as const
