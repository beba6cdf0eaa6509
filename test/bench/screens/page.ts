// A page with nothing but the viewer's own display: what it shows is what the viewer shows.

import { makeDisplay } from '../../../src/viewer/page/display.ts'
import { makePointer } from '../../../src/viewer/page/pointer.ts'

const canvas = document.createElement('canvas')
document.body.style.margin = '0'
document.body.append(canvas)
const socket = new WebSocket(`ws://${location.host}/`)
socket.binaryType = 'arraybuffer'
const display = makeDisplay(canvas, makePointer(), {
  drawn: () => undefined,
  sized: () => undefined,
  lost: () => socket.send('refresh'),
  noVideo: () => socket.send('no video'),
})
socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => display.show(new Uint8Array(data))
