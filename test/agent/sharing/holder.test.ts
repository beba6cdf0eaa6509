// Who holds mouse and keyboard: the other side by a click, the owner always and at once.
import { describe, expect, it } from 'vitest'
import { FREE, judgeInput, OWNER_REST_MS, ownerActed } from '../../../agent/sharing/holder.ts'
import type { InputEvent } from '../../../src/protocol/input.ts'

const move: InputEvent = { type: 'move', x: 1, y: 1 }
const press: InputEvent = { type: 'button', button: 0, isDown: true, x: 1, y: 1 }
const lift: InputEvent = { type: 'button', button: 0, isDown: false, x: 1, y: 1 }
const key: InputEvent = { type: 'key', by: 'symbol', name: 'a', isDown: true }
const release: InputEvent = { type: 'release' }

describe('control of a machine', () => {
  it('[DSK-04] [APP-03] begins with the press of a mouse button; what came before it goes nowhere', () => {
    const early = judgeInput(FREE, [move, key, lift], 0)
    expect(early).toEqual({ hold: FREE, pass: [] })
    const { hold, pass } = judgeInput(FREE, [move, press, lift, key], 0)
    expect(hold.holder).toBe('peer')
    expect(pass).toEqual([press, lift, key])
    expect(judgeInput(hold, [key, move], 1).pass).toEqual([key, move])
  })

  it('[DSK-10] [APP-20] goes back to the owner at once, and to the other side by a click no sooner than a second later', () => {
    const taken = judgeInput(FREE, [press], 0).hold
    const back = ownerActed(taken, 5_000)
    expect(back.holder).toBe('owner')
    expect(judgeInput(back, [press, key], 5_000 + OWNER_REST_MS - 1)).toEqual({ hold: back, pass: [] })
    expect(judgeInput(back, [move, key], 5_000 + OWNER_REST_MS).pass).toEqual([])
    const again = judgeInput(back, [press, key], 5_000 + OWNER_REST_MS)
    expect(again.hold.holder).toBe('peer')
    expect(again.pass).toEqual([press, key])
    const busy = ownerActed(back, 6_500)
    expect(judgeInput(busy, [press], 5_000 + OWNER_REST_MS + 1).pass).toEqual([])
  })

  it('an owner who works before anybody clicked has lost nothing', () => {
    expect(ownerActed(FREE, 10).holder).toBe('nobody')
    expect(judgeInput(ownerActed(FREE, 10), [press], 11).hold.holder).toBe('nobody')
  })

  it('letting go of what is held passes whoever holds it', () => {
    for (const hold of [FREE, ownerActed(judgeInput(FREE, [press], 0).hold, 1)])
      expect(judgeInput(hold, [release, key], 2).pass).toEqual([release])
  })
})
