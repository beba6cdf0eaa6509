// Stops the cobrowse share, or takes back the question.
import { stopShare } from './stop-share.ts'

/** `deskhand cobrowse stop`: {"ask","stopped":true}. */
export const run = stopShare('cobrowse')
