// The rep's console: mounted before there is a link, ended with an exit code and the terminal as it was.
import type { Link } from '../client/link.ts'
import { type Language, translator } from '../language/catalogue.ts'
import { asDeskhandError, DeskhandError } from '../protocol/error.ts'
import { describeKeyProblem, type KeyOverrides } from '../terminal/keys/keymap.ts'
import { mount } from '../terminal/mount.ts'
import type { PictureSetting } from '../terminal/pictures/picture-mode.ts'
import { type TerminalPictures, terminalPictures } from '../terminal/pictures/pictures.ts'
import type { Io } from '../terminal/print/io.ts'
import type { Locale } from '../terminal/text/time.ts'
import { type Background, backgroundOf, makeTheme } from '../terminal/widgets/theme.ts'
import { App } from './app.tsx'
import { consoleKeymap } from './control/bindings.ts'
import { type Control, tell } from './control/control.ts'
import type { DashboardTab } from './control/entries.ts'
import { openSession } from './control/navigate.ts'
import { endOwns } from './control/own-shown.ts'
import type { OwnScreens, ShowScreen, WatchScreen } from './control/ports.ts'
import { pressMouse } from './control/press-mouse.ts'
import { watch } from './control/watch.ts'
import { closeWindows } from './control/windows.ts'
import { Desk } from './desk/desk.ts'
import { lendableTerminal } from './lendable-terminal.ts'
import { makePorts, type PortParts } from './make-ports.ts'
import { uiStore } from './ui/store.ts'
import { initialUi, type Layout } from './ui/ui-state.ts'

/** What a rep may set for the console. */
export interface ConsoleConfig {
  /** Own keys, by action; an empty list unbinds. */
  readonly keys?: KeyOverrides
  /** Ring the bell on a knock or a new message; on unless it is false. */
  readonly bell?: boolean
  /** Send a desktop notice too (OSC 9). */
  readonly notify?: boolean
  readonly mouse?: boolean
  readonly background?: Background
  /** IANA time zone; the machine's when absent. */
  readonly timeZone?: string
  readonly layout?: Layout
  /** How pictures are shown; `auto`, by what the terminal says of itself, when absent. */
  readonly pictures?: PictureSetting
  /** Tabs of the dashboard in the order they are shown. */
  readonly tabs?: readonly DashboardTab[]
}

/** How the console is started. */
export interface ConsoleOptions {
  readonly url: string
  readonly token: string
  readonly language: Language
  /** Asked for on the command line: it goes before the configuration and the site. */
  readonly layout?: Layout
  /** Session id or number to open at once. */
  readonly session?: string
  readonly io: Io
  readonly process: Pick<NodeJS.Process, 'on' | 'off'>
  readonly config?: ConsoleConfig
  readonly showScreen?: ShowScreen
  readonly ownScreens?: OwnScreens
  readonly watchScreen?: WatchScreen
  /** Aborted when the program is to end, as by a signal: the console ends with exit code 130. */
  readonly signal?: AbortSignal
  /** Opens the link; the real one when absent. */
  readonly connect?: () => Promise<Link>
}

/** Shortest size of a terminal that is believed, in cells. */
const SIZE_DEFAULT = { columns: 80, rows: 24 } as const
const TICK_MS = 1_000
/** Exit code of a program that was interrupted. */
const INTERRUPTED = 130

/** Runs the console; resolves with the exit code once the terminal has been given back. */
export async function runConsole(options: ConsoleOptions): Promise<number> {
  const { io, config = {}, layout = config.layout } = options
  const ending = Promise.withResolvers<number>()
  const terminal = lendableTerminal()
  const write = (sequence: string): void => void io.stdout.write(sequence)
  const size = (): ReturnType<typeof sizeOf> => sizeOf(io)
  const pictures = terminalPictures({ env: io.env, colour: io.colour, setting: config.pictures, write, size })
  const control = makeControl(options, { end: ending.resolve, suspend: terminal.suspend, pictures })
  const { desk, ui } = control
  const theme = makeTheme(io.colour, config.background ?? backgroundOf(io.env))
  const mounted = mount(terminal.wrap(<App control={control} theme={theme} />), {
    io,
    process: options.process,
    ...(config.mouse === true ? { onMouse: (event) => pressMouse(control, event) } : {}),
    ...(pictures.isAsking ? { onAnswer: pictures.hear, onDrawn: pictures.drawn } : {}),
  })
  const stopWatching = watch(control, { hasOwnLayout: layout !== undefined })
  const timer = setInterval(() => ui.dispatch({ type: 'tick', now: io.now() }), TICK_MS)
  const onResize = (): void => ui.dispatch({ type: 'size', ...sizeOf(io) })
  io.stdout.on('resize', onResize)
  const failed = connect(control, options)
  const interrupt = (): void => ending.resolve(INTERRUPTED)
  options.signal?.addEventListener('abort', interrupt, { once: true })
  if (options.signal?.aborted) interrupt()
  // Ink ends by itself on signals and when standard input ends
  mounted.ended.then(() => ending.resolve(0), ending.reject)
  try {
    const code = await Promise.race([ending.promise, failed])
    return code
  } finally {
    clearInterval(timer)
    io.stdout.off('resize', onResize)
    stopWatching()
    await pictures.quiet()
    mounted.end()
    await mounted.ended.catch(() => undefined) // its failure is already the race's
    await Promise.all([endOwns(control), closeWindows(control)])
    desk.close()
  }
}

function sizeOf(io: Io): { readonly columns: number; readonly rows: number } {
  const { columns, rows } = io.stdout as { readonly columns?: number; readonly rows?: number } // a terminal has both
  return { columns: columns || SIZE_DEFAULT.columns, rows: rows || SIZE_DEFAULT.rows }
}

function makeControl(
  { io, language, config = {}, layout = config.layout, ...given }: ConsoleOptions,
  { end, suspend, pictures }: Pick<PortParts, 'end' | 'suspend'> & { readonly pictures: TerminalPictures },
): Control {
  const t = translator(language)
  const locale: Locale = config.timeZone === undefined ? { language } : { language, timeZone: config.timeZone }
  const { bell = true, notify = false, keys = {}, tabs: tabOrder = [] } = config
  const keymap = consoleKeymap(keys)
  const ports = makePorts({
    io,
    send: async (sending) => {
      const { sendBytes } = await import('../client/byte-streams.ts')
      return sendBytes(given, sending)
    },
    showScreen: given.showScreen ?? null,
    ownScreens: given.ownScreens ?? null,
    watchScreen: given.watchScreen ?? null,
    pictures,
    bell,
    notify,
    end,
    suspend,
  })
  const ui = uiStore(initialUi({ layout: layout ?? 'dashboard', ...sizeOf(io), now: io.now() }))
  const stores = { desk: new Desk(), ui }
  const kept = { waiting: new Map(), windows: new Map(), owns: new Map() }
  const control: Control = { ...stores, ...kept, keymap, t, locale, ports, tabOrder }
  for (const problem of keymap.problems)
    tell(control, t('console.news.keys', { problem: describeKeyProblem(problem, t) }), { level: 'warning' })
  return control
}

/** Opens the link behind the first frame; rejects when the hub will never have this console. */
async function connect(control: Control, options: ConsoleOptions): Promise<never> {
  const { desk } = control
  const open = options.connect ?? (() => openRealLink(options))
  const link = await open()
  desk.attach(link)
  await link.ready()
  if (options.session !== undefined) await openWanted(control, options.session)
  return new Promise<never>(() => undefined) // from here on only the rep ends the console
}

async function openRealLink({ url, token }: ConsoleOptions): Promise<Link> {
  const { openLink } = await import('../client/open-link.ts')
  return openLink({ url, token })
}

async function openWanted(control: Control, wanted: string): Promise<void> {
  try {
    const { id } = await control.desk.ask('session.show', { session: wanted })
    openSession(control, id)
  } catch (error) {
    const known = asDeskhandError(error)
    if (known.code !== 'session.not-found') throw error
    throw new DeskhandError('session.not-found', { session: wanted })
  }
}
