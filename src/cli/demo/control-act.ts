// The part of the story in which the rep controls what is seen: an upgrade in place, typing, a mark, and the end of it.
import type { InputEvent } from '../../protocol/input.ts'
import type { FrameBuffer } from '../../viewer/host/frame-buffer.ts'
import { type Found, mustBe } from './found.ts'
import { lookAt } from './see-picture.ts'
import type { Stage } from './stage.ts'

interface Asked {
  readonly kind: string
  readonly state: string
  readonly channel: number | null
  readonly reason: string | null
}

/** What the rep types. */
const TYPED = 'Hello 안녕하세요'
/** Where the drawn desktop shows what is typed, from its lower left corner, in pixels. */
const FIELD = { x: 122, above: 74, width: 276, height: 24 } as const

/** Control is added to what is seen; on a drawn desktop a text is typed, on a real one nobody's keyboard is touched. */
export async function control(stage: Stage, found: Found): Promise<string> {
  const taking = stage.start('lead', ['desktop', 'control', '--no-open', '--json'])
  found.control = taking
  const { viewerUrl } = await taking.line<{ viewerUrl: string }>((line) => 'viewerUrl' in line)
  const asks = (await stage.ask<{ asks: readonly Asked[] }>('lead', ['session', 'show'])).asks
  const [view, controls] = ['desktop.view', 'desktop.control'].map((kind) => asks.findLast((one) => one.kind === kind))
  mustBe(controls?.state === 'running' && view?.reason === 'upgraded', 'control took the place of seeing')
  mustBe(controls?.channel === view?.channel, 'the picture went on without a break')
  if (stage.hasDisplay) return 'desktop.view → desktop.control'
  const looked = lookAt(viewerUrl)
  try {
    await looked.until((picture) => inkIn(picture) === 0)
    const { widthPx, heightPx } = looked.picture
    const at = { x: Math.floor(widthPx / 2), y: Math.floor(heightPx / 2) }
    const events: readonly InputEvent[] = [
      { type: 'button', button: 0, isDown: true, ...at },
      { type: 'button', button: 0, isDown: false, ...at },
    ]
    looked.send(events)
    await taking.line((line) => line.control === 'held')
    looked.send([{ type: 'text', text: TYPED }])
    await looked.until((picture) => inkIn(picture) > 0)
  } finally {
    looked.close()
  }
  return `“${TYPED}”`
}

/** Dark pixels in the field. */
function inkIn({ rgba, widthPx, heightPx }: FrameBuffer): number {
  let count = 0
  for (let y = heightPx - FIELD.above; y < heightPx - FIELD.above + FIELD.height; y++)
    for (let x = FIELD.x; x < FIELD.x + FIELD.width; x++) if ((rgba[(y * widthPx + x) * 4] ?? 255) < 0x60) count += 1
  return count
}

/** A mark is drawn for everybody, and saved with the picture. */
export async function mark(stage: Stage): Promise<string> {
  await stage.ask('lead', ['annotate', 'add', '--shape', 'rectangle', '--from', '100,100', '--to', '400,260'])
  const { marks } = await stage.ask<{ marks: number }>('lead', [
    'annotate',
    'capture',
    '--out',
    stage.path('marked.png'),
  ])
  mustBe(marks === 1, 'the mark is in the saved picture')
  return 'marked.png'
}

/** What is seen and controlled ends at once, for both windows. */
export async function stop(stage: Stage, { agent, view, control: taking }: Found): Promise<string> {
  await stage.ask('lead', ['desktop', 'stop'])
  await agent?.line((line) => line.type === 'stopped' && line.kind === 'desktop.control')
  const ends = [view, taking].map((one) => one?.line<{ reason: string }>((line) => line.status === 'ended'))
  const [ended] = await Promise.all(ends)
  const { state } = await stage.ask<{ state: string }>('lead', ['desktop', 'status'])
  mustBe(state === 'stopped', 'nobody sees the desktop any more')
  return `${state} (${ended?.reason})`
}
