// Marks on the screen of the machine that is shared: there while somebody shares, together when they come together.
import { describe, expect, test } from 'vitest'
import type { Overlay } from '../../../agent/platform/platform.ts'
import { type Drawing, ScreenMarks } from '../../../agent/sharing/marks.ts'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { MAX_MARKS, type Mark } from '../../../src/protocol/marks.ts'
import { until } from '../../support/wait.ts'

/** A screen that can be looked at: what is on it, and how often it was drawn; `hold` makes drawing wait. */
function screen() {
  const told = { shown: [] as readonly string[], opened: 0, drawn: 0, hold: Promise.resolve(), fails: false }
  const open = async (): Promise<Overlay> => {
    if (told.fails) throw new DeskhandError('screen.lost', { problem: 'gone' })
    told.opened += 1
    let isOpen = true
    return {
      draw: async (marks) => {
        told.drawn += 1
        await told.hold
        if (isOpen) told.shown = marks.map(({ id }) => id)
      },
      close: async () => {
        if (isOpen) told.opened -= 1
        isOpen = false
        told.shown = []
      },
    }
  }
  const marks = new ScreenMarks(open)
  marks.on(7)
  return { told, marks }
}

const mark = (id: string): Mark => ({ id, shape: 'pen', color: 1, widthPx: 2, points: [[1, 1]], text: '' })
const added = (id: string, by = 'p_rep'): Drawing => ({ is: 'added', channel: 7, mark: mark(id), by })

describe('marks on the shared screen', () => {
  test('are drawn whole, changed, and the overlay goes with the last of them', async () => {
    const { told, marks } = screen()
    marks.join(new AbortController().signal)
    expect(told.opened).toBe(0)
    marks.change(added('m_1'))
    marks.change(added('m_2', 'p_kim'))
    marks.change(added('m_3'))
    await until('three', () => told.shown.length === 3)
    marks.change({ is: 'removed', mark: 'm_1' })
    await until('two', () => told.shown.join() === 'm_2,m_3')
    marks.change({ is: 'cleared', channel: null, author: 'p_kim' })
    await until('one', () => told.shown.join() === 'm_3')
    expect(told.opened).toBe(1)
    marks.change({ is: 'cleared', channel: null, author: null })
    await until('none', () => told.opened === 0)
    marks.change(added('m_4'))
    await until('again', () => told.shown.join() === 'm_4')
  })

  test('that come while one is drawn are drawn together', async () => {
    const { told, marks } = screen()
    marks.join(new AbortController().signal)
    const held = Promise.withResolvers<void>()
    told.hold = held.promise
    marks.change(added('m_0'))
    await until('drawing', () => told.drawn === 1)
    for (let at = 1; at <= MAX_MARKS; at++) marks.change(added(`m_${at}`))
    held.resolve()
    await until('all', () => told.shown.length === MAX_MARKS)
    expect(told.shown[0]).toBe('m_1')
    expect(told.drawn).toBe(2)
  })

  test('are wiped off at once when the share is stopped, also one that is being drawn', async () => {
    const { told, marks } = screen()
    const share = new AbortController()
    marks.join(share.signal)
    marks.change(added('m_1'))
    await until('it', () => told.shown.length === 1)
    marks.change(added('m_2'))
    share.abort()
    expect(told.shown).toEqual([])
    marks.change(added('m_3'))
    await marks.close()
    expect([told.opened, told.shown]).toEqual([0, []])
  })

  test('are not opened any more for a share that was stopped meanwhile', async () => {
    const { told, marks } = screen()
    const share = new AbortController()
    marks.join(share.signal)
    marks.change(added('m_1'))
    share.abort()
    await marks.close()
    expect([told.opened, told.drawn]).toEqual([0, 0])
  })

  test('stay when a view becomes control', async () => {
    const { told, marks } = screen()
    const [view, control] = [new AbortController(), new AbortController()]
    marks.join(view.signal)
    marks.change(added('m_1'))
    await until('it', () => told.shown.length === 1)
    marks.join(control.signal)
    view.abort()
    expect(told.shown).toEqual(['m_1'])
    control.abort()
    expect(told.shown).toEqual([])
  })

  test('of another picture of the share are not drawn on this one, and wait for it to say which it is', async () => {
    const { told, marks } = screen()
    marks.join(new AbortController().signal)
    marks.change({ ...added('m_8'), channel: 8 } as Drawing)
    marks.change(added('m_7'))
    await until('its own', () => told.shown.join() === 'm_7')
    marks.change({ is: 'cleared', channel: 8, author: null })
    marks.change(added('m_9'))
    await until('both of its own', () => told.shown.join() === 'm_7,m_9')
    marks.on(9)
    await until('nothing of the other', () => told.opened === 0)
    await marks.close()
  })

  test('that cannot be drawn stop nothing; the next one tries again', async () => {
    const { told, marks } = screen()
    marks.join(new AbortController().signal)
    told.fails = true
    marks.change(added('m_1'))
    told.fails = false
    marks.change(added('m_2'))
    await until('both', () => told.shown.length === 2)
    await marks.close()
    expect(told.opened).toBe(0)
  })
})
