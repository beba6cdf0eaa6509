// How the picture of a running share is made: the session options of a rep (CON-10, VIEW-09).

import { isShare } from '../../session/rules.ts'
import { type Ask, isOpen } from '../../session/state.ts'
import type { FormField, FormSpec, FormValues, PaneAction, PaneProps, PaneSlice } from '../pane.ts'
import { pickAsk } from '../share-actions.ts'
import { SHARE_COLORS, SHARE_KBPS, SHARE_MODES } from './choices.ts'
import type { ShareOptions } from './protocol.ts'
import { agreedMonitor, optionsOf, type SharesState } from './state.ts'

type Props = PaneProps<SharesState>

function runningShares({ core }: PaneSlice<SharesState>): readonly Ask[] {
  return [...core.asks.values()].filter((ask) => isOpen(ask) && ask.state === 'running' && isShare(ask))
}

/** The fields, as the share is now. */
function fieldsOf(ask: Ask, { t, slice }: Props): readonly FormField[] {
  const options = optionsOf(slice.part, ask)
  const monitors = typeof ask.info.monitors === 'number' ? ask.info.monitors : 1
  return [
    {
      id: 'mode',
      kind: 'choice',
      label: t('shares.options.mode'),
      options: SHARE_MODES.map((id) => ({ id, label: t(`shares.options.mode.${id}`) })),
      chosen: options.mode,
    },
    {
      id: 'colors',
      kind: 'choice',
      label: t('shares.options.colors'),
      options: SHARE_COLORS.map((id) => ({ id, label: t(`shares.options.colors.${id}`) })),
      chosen: options.colors,
    },
    {
      id: 'kbps',
      kind: 'text',
      label: t('shares.options.kbps'),
      hint: t('shares.options.kbpsHint'),
      text: options.maxKbps === null ? '' : String(options.maxKbps),
      limit: 8,
    },
    ...(monitors > 1 && agreedMonitor(ask) === null ? [monitorField(monitors, options.monitor, t)] : []),
  ]
}

function monitorField(count: number, chosen: number | null, t: Props['t']): FormField {
  const each = Array.from({ length: count }, (_, i) => ({
    id: String(i),
    label: t('shares.monitor', { number: i + 1 }),
  }))
  const options = [{ id: '', label: t('shares.options.allMonitors') }, ...each]
  return { id: 'monitor', kind: 'choice', label: t('shares.options.monitor'), options, chosen: String(chosen ?? '') }
}

/** What was filled in; null when the bandwidth is none. */
function filledIn({ mode, colors, kbps, monitor }: FormValues): Partial<ShareOptions> | null {
  const text = String(kbps).trim()
  const maxKbps = text === '' ? null : Number(text)
  const isGood =
    maxKbps === null || (Number.isInteger(maxKbps) && maxKbps >= SHARE_KBPS.min && maxKbps <= SHARE_KBPS.max)
  if (!isGood) return null
  const known = {
    mode: mode as ShareOptions['mode'], // the form offers no other
    colors: colors as ShareOptions['colors'], // as above
    maxKbps,
  }
  return monitor === undefined ? known : { ...known, monitor: monitor === '' ? null : Number(monitor) }
}

async function setOptions(props: Props): Promise<void> {
  const { slice, act, t } = props
  const ask = await pickAsk(props, { among: runningShares(slice), title: t('shares.options.which') })
  if (!ask) return
  const submit: FormSpec['submit'] = async (values) => {
    const options = filledIn(values)
    if (!options) return t('shares.options.badKbps', SHARE_KBPS)
    const { isDone } = await act.request('share.set', { ask: ask.id, options })
    return isDone ? null : t('shares.options.refused')
  }
  await act.form({
    title: t('shares.options.title'),
    intro: t(`panes.kind.${ask.kind}`),
    fields: fieldsOf(ask, props),
    submit,
  })
}

/** The actions about running shares of every sort. */
export const shareActions: readonly PaneAction<SharesState>[] = [
  {
    id: 'share.options',
    chords: [','],
    help: 'shares.action.options',
    short: 'shares.short.options',
    isMinor: true,
    tab: 'session',
    needs: ['share.set'],
    why: (slice) => {
      if (runningShares(slice).length === 0) return 'panes.why.nothingShown'
      return slice.me?.role === 'primary' ? null : 'panes.why.notPrimary'
    },
    run: (props) => void setOptions(props),
  },
]
