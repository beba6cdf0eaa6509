// What the View menu offers: size, how the picture is made, colours, bandwidth and monitor.

import type { ShareOptions } from '../../features/shares/protocol.ts'
import type { Monitor } from '../../protocol/screen.ts'
import type { ViewerOptions } from '../wire.ts'
import type { MenuGroup, MenuItem } from './menu.ts'
import { plainText } from './plain-text.ts'
import type { View } from './stage.ts'
import { rateText, type Text } from './text.ts'

/** The bandwidth caps on the menu, in kilobits a second. */
export const CAPS_KBPS = [10_000, 2000, 500, 200] as const

/** What the menu shows now. */
export type ViewState = {
  readonly view: View
  readonly isFullscreen: boolean
  /** `null`: the feed takes no options. */
  readonly options: ViewerOptions | null
  readonly monitors: readonly Monitor[]
}

/** What a choice does. */
export type ViewActions = {
  show(view: View): void
  fullscreen(): void
  set(options: Partial<ShareOptions>): void
}

/** The groups of the menu. */
export function viewGroups(state: ViewState, actions: ViewActions, text: Text): readonly MenuGroup[] {
  const { view, isFullscreen, options } = state
  const size: MenuGroup = {
    title: text('viewSize'),
    items: [
      { label: text('fit'), isChecked: view === 'fit', run: () => actions.show('fit') },
      { label: text('actual'), isChecked: view === 'actual', run: () => actions.show('actual') },
      { label: text(isFullscreen ? 'leaveFullscreen' : 'fullscreen'), run: actions.fullscreen },
    ],
  }
  return options ? [size, ...shareGroups(state, options, { actions, text })] : [size]
}

type Making = { readonly actions: ViewActions; readonly text: Text }

function shareGroups(state: ViewState, options: ViewerOptions, { actions, text }: Making): readonly MenuGroup[] {
  const choice = (label: string, wanted: Partial<ShareOptions>): MenuItem => ({
    label,
    isChecked: Object.entries(wanted).every(([name, value]) => options[name as keyof ShareOptions] === value), // its own
    run: () => actions.set(wanted),
  })
  const caps = CAPS_KBPS.map((maxKbps) => choice(text('upTo', { rate: rateText(maxKbps, text) }), { maxKbps }))
  const monitors = state.monitors.map(({ name }, index) =>
    choice(text('monitorOne', { number: index + 1, name: plainText(name) }), { monitor: index }),
  )
  const groups: MenuGroup[] = [
    {
      title: text('viewPicture'),
      items: [
        choice(text('modeAuto'), { mode: 'auto' }),
        choice(text('modeStandard'), { mode: 'standard' }),
        choice(text('modeSampling'), { mode: 'sampling' }),
      ],
    },
    {
      title: text('viewColors'),
      note: text('colorsNote'),
      items: [
        choice(text('colorsTrue'), { colors: 'true' }),
        choice(text('colors16'), { colors: '16bit' }),
        choice(text('colors256'), { colors: '256' }),
      ],
    },
    { title: text('viewBandwidth'), items: [choice(text('noLimit'), { maxKbps: null }), ...caps] },
  ]
  const all = choice(text('monitorAll'), { monitor: null })
  return monitors.length > 1 ? [...groups, { title: text('viewMonitor'), items: [all, ...monitors] }] : groups
}
