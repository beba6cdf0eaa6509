// Shows the customer's desktop in a window, until one of both sides ends it.
import { seeRun } from './see-run.ts'

/** `deskhand desktop view`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run = seeRun('desktop.view')
