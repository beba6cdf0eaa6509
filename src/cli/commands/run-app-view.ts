// Shows an application of the customer's choice in a window.
import { seeRun } from './see-run.ts'

/** `deskhand app view`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run = seeRun('app.view')
