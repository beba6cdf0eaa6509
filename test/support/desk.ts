// A console as it is in the middle of a day: the recorded journals folded, the real stores and keys, ports that remember.

import { consoleKeymap } from '../../src/console/control/bindings.ts'
import type { Control } from '../../src/console/control/control.ts'
import type { Ports } from '../../src/console/control/ports.ts'
import { Desk } from '../../src/console/desk/desk.ts'
import { type DeskSession, type DeskState, emptyDesk } from '../../src/console/desk/desk-state.ts'
import { lineOf } from '../../src/console/desk/list-sessions.ts'
import { uiStore } from '../../src/console/ui/store.ts'
import { initialUi, type Layout } from '../../src/console/ui/ui-state.ts'
import type { SessionLine } from '../../src/features/lifecycle/protocol.ts'
import { foldSession } from '../../src/features/reducers.ts'
import { REQUESTS } from '../../src/features/requests.ts'
import type { Event } from '../../src/journal/event.ts'
import { type Language, translator } from '../../src/language/catalogue.ts'
import type { KeyOverrides } from '../../src/terminal/keys/keymap.ts'
import { knownPictures } from '../../src/terminal/pictures/pictures.ts'
import { recordedJournals } from './journals.ts'

/** The moment the recorded journals are looked at, in UTC milliseconds. */
export const LOOKED_AT = Date.UTC(2026, 10, 20, 1, 13, 40)
/** The rep who controls most of the recorded sessions. */
export const JORDAN = 'a_jordan0000000001'

/** What the console asked of the outside. */
export interface Done {
  readonly copied: string[]
  readonly rung: string[]
  readonly saved: { readonly name: string; readonly text: string }[]
  readonly opened: string[]
  readonly ended: number[]
  /** What the rep's editor makes of a text. */
  edit: (text: string) => string
}

/** A console in memory. */
export interface Bench {
  readonly control: Control
  readonly done: Done
}

/** What a console in memory is like. */
export interface DeskOptions {
  readonly columns?: number
  readonly rows?: number
  readonly tabs?: Control['tabOrder']
  readonly layout?: Layout
  readonly language?: Language
  readonly keys?: KeyOverrides
  /** Journals besides the recorded ones. */
  readonly events?: readonly (readonly Event[])[]
  readonly lines?: readonly SessionLine[]
  readonly desk?: Partial<DeskState>
  /** Seq of the newest chat event read, by session; everything where it is not said. */
  readonly readTo?: Readonly<Record<string, number>>
}

/** A session as a desk follows it: those who are there are connected, the last to come is typing. */
export function deskSession(events: readonly Event[]): DeskSession {
  const id = events[0]?.stream.replace('session/', '') ?? ''
  const state = foldSession(id, events)
  const here = [...state.core.participants.values()].filter((one) => one.state === 'present')
  const { number } = state.core
  return {
    id,
    state,
    presence: { connected: here.map((one) => one.id), typing: [] },
    isLive: true,
    join: {
      url: `https://help.acme.example/j/${number}`,
      command: `npx deskhand-agent ${number} --hub https://help.acme.example`,
    },
  }
}

/** The state of a desk that follows these sessions. */
export function deskState(sessions: readonly DeskSession[], lines: readonly SessionLine[] = []): DeskState {
  const followed = sessions.flatMap((session) => lineOf(session.state) ?? [])
  return {
    ...emptyDesk,
    link: {
      is: 'open',
      you: { kind: 'account', id: JORDAN, name: 'Jordan Lee', email: 'jordan@acme.example', role: 'admin', scopes: [] },
      build: '0.1.0',
      clockSkewMs: 0,
    },
    me: { account: JORDAN, name: 'Jordan Lee', isAdmin: true },
    can: new Set(Object.keys(REQUESTS)),
    settings: { 'site.company': 'Acme Help', 'session.types': ['outbound'], 'session.tracking': [] },
    list: {
      lines: [...followed, ...lines].toSorted((a, b) => b.startedAt - a.startedAt),
      isLoaded: true,
      isCut: false,
      isEveryone: false,
    },
    sessions: new Map(sessions.map((session) => [session.id, session])),
  }
}

/** Makes the console. */
export function openBench(options: DeskOptions = {}): Bench {
  const { columns = 120, rows = 40, layout = 'dashboard', language = 'en' } = options
  const journals = [...recordedJournals().map((journal) => journal.events), ...(options.events ?? [])]
  const state = { ...deskState(journals.map(deskSession), options.lines), ...options.desk }
  const done: Done = { copied: [], rung: [], saved: [], opened: [], ended: [], edit: (text) => text }
  const ports: Ports = {
    copy: (text) => void done.copied.push(text),
    ring: (text) => void done.rung.push(text),
    edit: async (_, text) => done.edit(text),
    save: async (name, text) => {
      done.saved.push({ name, text })
      return `/home/jordan/${name}`
    },
    open: async (url) => void done.opened.push(url),
    send: null,
    showScreen: null,
    ownScreens: null,
    watchScreen: null,
    pictures: knownPictures('true'),
    isLent: () => false,
    write: () => undefined,
    end: (code) => void done.ended.push(code),
    now: () => LOOKED_AT,
  }
  const ui = uiStore(initialUi({ layout, columns, rows, now: LOOKED_AT }))
  for (const session of state.sessions.values())
    ui.dispatch({ type: 'read', session: session.id, seq: options.readTo?.[session.id] ?? session.state.core.seq })
  const control: Control = {
    desk: new Desk(state),
    ui,
    keymap: consoleKeymap(options.keys),
    t: translator(language),
    locale: { language, timeZone: 'Asia/Seoul' },
    ports,
    tabOrder: options.tabs ?? [],
    waiting: new Map(),
    windows: new Map(),
    owns: new Map(),
  }
  return { control, done }
}
