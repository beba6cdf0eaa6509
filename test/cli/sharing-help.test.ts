// What the help says of sharing, in both languages: which to choose, what it costs, and what helps when it is slow.
import { describe, expect, test } from 'vitest'
import { runDeskhand } from '../support/programs.ts'

const help = async (language: 'en' | 'ko'): Promise<string> =>
  (await runDeskhand(['help', 'sharing'], { env: { DESKHAND_LANG: language } })).stdout

describe('help sharing', () => {
  test('[DSK-16] [APP-16] recommends the desktop for several applications and for other areas', async () => {
    expect(await help('en')).toMatch(/better choice for several applications at once\s+and for other areas/)
    expect(await help('ko')).toMatch(/여러 프로그램을 함께 다루거나 컴퓨터의 다른 곳에\s+접근해야 할 때/)
  })

  test('[APP-21] recommends an application for showing or fixing one, and says that it usually performs better', async () => {
    expect(await help('en')).toMatch(/for showing or fixing one program[\s\S]*usually performs better/)
    expect(await help('ko')).toContain('대개 더 빠르고')
  })

  test('[VIEW-16] names what helps when it is slow', async () => {
    for (const tip of [
      /Close applications that are not needed/,
      /messengers,\s+music, video/,
      /fewer colours/,
      /faster line/,
    ])
      expect(await help('en')).toMatch(tip)
    for (const tip of [/필요 없는 프로그램/, /메신저, 음악, 동영상/, /색을 줄이거나/, /더 빠른 회선/])
      expect(await help('ko')).toMatch(tip)
  })
})
