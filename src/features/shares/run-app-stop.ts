// Stops the app share, or takes back the question.
import { stopShare } from './stop-share.ts'

/** `deskhand app stop`: {"ask","stopped":true}. */
export const run = stopShare('app')
