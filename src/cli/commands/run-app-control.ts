// Controls an application of the customer's choice in a window; one that is viewed already is upgraded in place.
import { seeRun } from './see-run.ts'

/** `deskhand app control`: first line {"viewerUrl","path","mode"}, then status lines. */
export const run = seeRun('app.control')
