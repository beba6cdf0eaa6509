// What the public pages do in the browser: copy buttons everywhere, and the part that the page names.
import { enableCopy } from './copy.ts'

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  join: () => import('./join-form.ts').then(({ startJoinForm }) => startJoinForm()),
  setup: () => import('./setup-form.ts').then(({ startSetupForm }) => startSetupForm()),
  room: () => import('./room/start.tsx').then(({ startRoom }) => startRoom()),
}

const part = document.body.dataset.part ?? ''
enableCopy(document)
void PARTS[part]?.()
if (part !== 'room') void import('./back-to-room.ts').then(({ offerWayBack }) => offerWayBack())
