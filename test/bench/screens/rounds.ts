// Rounds of the comparison: in each, every pipeline has its turn on the same display, in the same browser.
import { openX11Source } from '../../../agent/platform/x11/screen-source.ts'
import { median } from '../figure.ts'
import { clickThrough } from './clicks.ts'
import { deskhandTurn, floorTurn, type Turn, vncTurn } from './contenders.ts'
import { type Played, type PlayOn, play, type Workload } from './played.ts'
import { cpuSeconds, startProgram } from './processes.ts'
import { type Stand, startStand } from './stand.ts'
import { openViewing, type Viewing } from './viewing.ts'
import { type Path, startWhole, type Whole } from './whole.ts'

/** Who has a turn. */
export type Who = 'floor' | 'vnc' | `${Path} ${'standard' | 'sampling'}`

/** What one round has seen. */
export type Round = {
  readonly played: ReadonlyMap<`${Who}: ${Workload}`, Played>
  /** Latency of every click, in milliseconds. */
  readonly clicks: ReadonlyMap<Who, readonly number[]>
  /** CPU seconds of the agent for the same scroll, with one viewer and with ten. */
  readonly crowd: ReadonlyMap<Path, { readonly one: number; readonly ten: number }>
}

/** How long and how much. */
export type Pace = {
  readonly rounds: number
  readonly seconds: number
  readonly flipSeconds: number
  /** Long, as the processor's time is told in hundredths of a second. */
  readonly idleSeconds: number
  readonly clicks: number
}

/** Viewers beside the one whose page is looked at. */
const OTHERS = 9
/** Time in which new viewers find their paths, in milliseconds. */
const FIND_MS = 1_500
const ALL = ['flip', 'scroll', 'video', 'film'] as const

/** Plays all rounds. */
export async function* playRounds(pace: Pace): AsyncGenerator<Round> {
  const stand = await startStand()
  const whole = await startWhole(stand.display).catch(async (error: unknown) => {
    await stand.stop()
    throw error
  })
  try {
    for (let round = 0; round < pace.rounds; round++) yield await new OneRound(stand, whole, pace).play()
  } finally {
    await whole.stop()
    await stand.stop()
  }
}

class OneRound {
  readonly #stand: Stand
  readonly #whole: Whole
  readonly #pace: Pace
  readonly #played = new Map<`${Who}: ${Workload}`, Played>()
  readonly #clicks = new Map<Who, readonly number[]>()
  readonly #crowd = new Map<Path, { one: number; ten: number }>()

  constructor(stand: Stand, whole: Whole, pace: Pace) {
    this.#stand = stand
    this.#whole = whole
    this.#pace = pace
  }

  async play(): Promise<Round> {
    await this.#turn(floorTurn('floor.ts', this.#stand), (on) => this.#workloads('floor', on, ['flip']))
    await this.#turn(floorTurn('click-floor.ts', this.#stand), (on) => this.#click('floor', on))
    await this.#turn(vncTurn(this.#stand), async (on) => {
      await this.#workloads('vnc', on, ALL)
      await this.#click('vnc', on)
    })
    for (const path of ['relay', 'direct'] as const) await this.#deskhand(path)
    return { played: this.#played, clicks: this.#clicks, crowd: this.#crowd }
  }

  async #deskhand(path: Path): Promise<void> {
    await this.#turn(deskhandTurn(this.#whole, path), async (on) => {
      await on.turn.view?.set('sampling')
      await this.#workloads(`${path} sampling`, on, ['video', 'film'])
      await on.turn.view?.set('standard')
      await this.#workloads(`${path} standard`, on, [...ALL, 'idle'])
      await this.#click(`${path} standard`, on)
      await this.#ten(path, on)
    })
  }

  /** Opens a pipeline's page, does what is to be done with it, and closes it. */
  async #turn(starting: Promise<Turn>, act: (on: PlayOn & { readonly turn: Turn }) => Promise<void>): Promise<void> {
    const turn = await starting
    let viewing: Viewing | null = null
    const truth = await openX11Source({ display: this.#stand.display })
    try {
      await this.#stand.screen.ask({ do: 'paint' })
      viewing = await openViewing(this.#stand, turn)
      await act({ ...turn, stand: this.#stand, viewing, truth, turn })
    } finally {
      await truth.close()
      await viewing?.close()
      await turn.stop()
    }
  }

  async #workloads(who: Who, on: PlayOn, workloads: readonly Workload[]): Promise<void> {
    const { seconds, flipSeconds, idleSeconds } = this.#pace
    for (const workload of workloads) {
      const lasting = { flip: flipSeconds, idle: idleSeconds, scroll: seconds, video: seconds, film: seconds }[workload]
      const played = await play(on, workload, lasting)
      this.#played.set(`${who}: ${workload}`, played)
      console.error(`  ${who}, ${workload}: ${inShort(played)}`)
    }
  }

  async #click(who: Who, { viewing, turn }: PlayOn & { readonly turn: Turn }): Promise<void> {
    const application = await startProgram('clicked.ts', [this.#stand.display])
    try {
      if (turn.view) {
        await viewing.page.locator(turn.selector).click()
        await turn.view.line(/"control":"held"/)
      }
      const clicks = await clickThrough(viewing, application, this.#pace.clicks)
      this.#clicks.set(who, clicks)
      console.error(`  ${who}, click: ${median(clicks).toFixed(1)} ms`)
    } finally {
      await application.stop()
    }
  }

  /** The same scroll with one viewer and with ten. */
  async #ten(path: Path, on: PlayOn): Promise<void> {
    const { url, token, session, agentPid } = this.#whole
    const scroll = async (): Promise<number> => {
      const before = cpuSeconds(agentPid)
      await on.stand.screen.ask({ do: 'scroll', seconds: this.#pace.seconds })
      return cpuSeconds(agentPid) - before
    }
    const one = await scroll()
    const crowd = await startProgram('crowd.ts', [url, token, session, String(OTHERS)])
    await new Promise((resolve) => setTimeout(resolve, FIND_MS))
    this.#crowd.set(path, { one, ten: await scroll().finally(() => crowd.stop()) })
  }
}

function inShort({ bytes, sentBytes, cpu, flips, flow, fidelity }: Played): string {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value
  const latency = flips.length > 0 ? { seen: flips.length, p50: median(flips) } : {}
  return JSON.stringify({ ...bytes, sentBytes, ...cpu, ...latency, ...flow, ...fidelity }, rounded)
}
