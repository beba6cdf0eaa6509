// Controls the customer's desktop in a window, until one of both sides ends it; what is viewed already is upgraded in place.
import { seeRun } from './see-run.ts'

/** `deskhand desktop control`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run = seeRun('desktop.control')
