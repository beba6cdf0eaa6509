// The desktop pane: how far the request to see the customer's desktop has come, and the window that shows it.
import { Box } from 'ink'
import type { ReactElement } from 'react'
import { type Ask, isOpen, type Participant } from '../../session/state.ts'
import { toWidth } from '../../terminal/text/cells.ts'
import { safeText } from '../../terminal/text/safe-text.ts'
import { Line, type Part } from '../../terminal/widgets/line.tsx'
import { askStatus, askSteps } from '../ask-parts.ts'
import type { PaneProps, View } from '../pane.ts'
import { desktopActions, newestView } from './actions.ts'

type Props = PaneProps<unknown>
type Row = readonly Part[]

function DesktopPane(props: Props): ReactElement {
  const { slice, width, height, t } = props
  const customer = slice.core.focus ? slice.core.participants.get(slice.core.focus) : undefined
  const rows: readonly Row[] = customer
    ? [[], ...customerRows(customer, props), ...askRows(props)]
    : [[], [{ text: `  ${t('panes.desktop.nobody')}`, tone: 'muted' }]]
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {rows.slice(0, height).map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of this page is its place
        <Line key={i} parts={row} width={width} />
      ))}
    </Box>
  )
}

function displayWords(display: string | null, t: Props['t']): string {
  if (display === null) return t('panes.desktop.unknownDisplay')
  if (display === 'none') return t('panes.desktop.noDisplay')
  return display === 'drawn' ? t('panes.desktop.drawnDisplay') : t('panes.desktop.display', { display })
}

function customerRows(customer: Participant, { t, slice }: Props): readonly Row[] {
  const { machine } = customer
  const hasDisplay = machine !== null && machine.display !== 'none'
  const isHere = slice.connected.includes(customer.id)
  return [
    [
      { text: '  ' },
      { text: t('panes.desktop.of', { name: safeText(customer.name) }), tone: 'title' },
      ...(isHere ? [] : [{ text: `   ○ ${t('panes.people.state.away')}`, tone: 'warn' as const }]),
    ],
    [{ text: `  ${displayWords(machine?.display ?? null, t)}`, tone: hasDisplay ? 'muted' : 'warn' }],
    [],
  ]
}

function askRows(props: Props): readonly Row[] {
  const { t, now, slice } = props
  const ask = newestView(slice)
  if (!ask) return [[{ text: `  ${t('panes.desktop.never')}` }], ...hintRows(props, undefined)]
  const window = slice.windows.get(ask.id)
  const fact = (label: string, value: Part): Row => [{ text: `  ${toWidth(label, 12)}`, tone: 'muted' }, value]
  return [
    [{ text: '  ' }, ...askSteps(ask, t)],
    [],
    fact(t('panes.desktop.state'), askStatus(ask, t, now)),
    ...(ask.state === 'running' ? [fact(t('panes.desktop.picture'), { text: sizeOf(ask) })] : []),
    ...(window
      ? [
          fact(t('panes.desktop.window'), { text: t(`panes.desktop.window.${window.state}`) }),
          fact('', { text: window.url, tone: 'accent' }),
          fact(t('panes.desktop.shown'), {
            text:
              window.latencyMs === null
                ? t('panes.desktop.frames', { frames: window.frames })
                : t('panes.desktop.latency', { frames: window.frames, ms: Math.round(window.latencyMs) }),
          }),
        ]
      : []),
    [],
    ...hintRows(props, ask),
  ]
}

function hintRows({ t, slice }: Props, ask: Ask | undefined): readonly Row[] {
  if (slice.me?.role !== 'primary') return [[{ text: `  ${t('panes.desktop.hint.assistant')}`, tone: 'muted' }]]
  const hasNone = slice.core.participants.get(slice.core.focus ?? '')?.machine?.display === 'none'
  if (hasNone && !(ask && isOpen(ask))) return []
  const key = ask && isOpen(ask) ? 'panes.desktop.hint.running' : 'panes.desktop.hint.ask'
  return [[{ text: `  ${t(key)}`, tone: 'muted' }]]
}

function sizeOf({ info }: Ask): string {
  return typeof info.width === 'number' && typeof info.height === 'number' ? `${info.width} × ${info.height}` : '–'
}

/** The customer's desktop. */
export const desktopView: View<unknown> = {
  id: 'desktop',
  title: 'panes.desktop.title',
  tab: 'desktop',
  opens: ['d'],
  isMinor: true,
  actions: desktopActions,
  slice: null,
  keys: [],
  run: {},
  Pane: DesktopPane,
}
