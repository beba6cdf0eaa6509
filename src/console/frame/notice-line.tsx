// The line above the keys: the newest thing the rep is told, and how to dismiss it.

import { Box } from 'ink'
import type { ReactElement } from 'react'
import { cells } from '../../terminal/text/cells.ts'
import { Line } from '../../terminal/widgets/line.tsx'
import { Toast } from '../../terminal/widgets/toast.tsx'
import type { Control } from '../control/control.ts'

/** The notice, with the number of those behind it. */
export function NoticeLine({
  control,
  width,
}: {
  readonly control: Control
  readonly width: number
}): ReactElement | null {
  const { ui, t } = control
  const [notice, ...others] = ui.state.notices
  if (!notice) return <Line parts="" width={width} />
  const more = others.length > 0 ? `${t('console.notice.more', { count: others.length })} ` : ''
  const ok = t(ui.state.isTyping || ui.state.dialog ? 'console.notice.okTyping' : 'console.notice.ok')
  const aside = ` ${more}${notice.needsOk ? `[${ok}]` : ''} `
  const wide = cells(aside)
  return (
    <Box width={width}>
      <Line parts=" " width={1} />
      <Toast level={notice.level} text={notice.text} width={Math.max(0, width - wide - 1)} t={t} />
      <Line parts={[{ text: aside, tone: 'accent' }]} width={wide} />
    </Box>
  )
}
