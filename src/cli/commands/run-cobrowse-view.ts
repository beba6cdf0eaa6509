// Shows the window the customer asked for help from; without one, an application of their choice (COB-08).
import { seeRun } from './see-run.ts'

/** `deskhand cobrowse view`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run = seeRun('cobrowse.view')
