// Stops the desktop share, or takes back the question.
import { stopShare } from './stop-share.ts'

/** `deskhand desktop stop`: {"ask","stopped":true}. */
export const run = stopShare('desktop')
