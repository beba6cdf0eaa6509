// A program for tests: it holds Shift, a key and a mouse button on a display, and has borrowed keys, until it is killed.
import { x11Platform } from '../../agent/platform/x11/x11-platform.ts'

const [display = '', ending = ''] = process.argv.slice(2)
const sink = await x11Platform(display).openInput({})
await sink.apply([
  { type: 'text', text: '한글' },
  { type: 'key', by: 'code', name: 'KeyW', isDown: true },
  { type: 'key', by: 'symbol', name: 'Shift', isDown: true },
  { type: 'button', button: 0, isDown: true, x: 50, y: 60 },
])
console.log('held')
if (ending === 'exit') process.exit(0)
