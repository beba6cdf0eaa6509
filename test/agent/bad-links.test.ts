// How often a hub may say wrong things before its agent gives up.
import { expect, test } from 'vitest'
import { badLinksInARow, GOOD_LINK_MS } from '../../agent/bad-links.ts'

test('links that went bad soon are counted; one that served long enough starts the count anew', () => {
  expect(badLinksInARow(0, 0)).toBe(1)
  expect(badLinksInARow(4, GOOD_LINK_MS - 1)).toBe(5)
  expect(badLinksInARow(5, GOOD_LINK_MS)).toBe(1)
})
