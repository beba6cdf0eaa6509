// What every pipeline of a comparison shares: one display, what is drawn on it, and one browser.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Browser, chromium } from 'playwright-core'
import { install, installCommand, mayInstall, missingPackages } from '../../support/packages.ts'
import { stop } from '../spawned.ts'
import { childPids, type Program, startProgram } from './processes.ts'
import type { Order } from './workload.ts'

/** The Debian packages that only this comparison needs. */
const PACKAGES = [
  { name: 'chromium', program: 'chromium', why: 'the viewers' },
  { name: 'iproute2', program: 'ss', why: 'bytes of a connection' },
  { name: 'tigervnc-scraping-server', program: 'X0tigervnc', why: 'the peer' },
  { name: 'xvfb', program: 'Xvfb', why: 'the customer’s display' },
] as const

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** A display of 1920 × 1080 with a program that draws, and a browser. */
export type Stand = {
  readonly display: string
  readonly screen: Program
  readonly browser: Browser
  /** The browser's first process; its others are its children. */
  readonly browserPids: readonly number[]
  stop(): Promise<void>
}

/** Starts the display, loads the films into it and starts the browser. */
export async function startStand(): Promise<Stand> {
  requirePackages()
  const { server, display } = await startServer()
  const screen = await startProgram('workload.ts', [display])
  for (const kind of ['video', 'film'] as const) await screen.ask({ do: kind, seconds: 0 } satisfies Order)
  await screen.ask({ do: 'paint' } satisfies Order)
  const before = new Set(childPids())
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: FLAGS })
  const browserPids = childPids().filter((pid) => !before.has(pid))
  return {
    display,
    screen,
    browser,
    browserPids,
    async stop() {
      await browser.close()
      await screen.stop()
      await stop(server)
    },
  }
}

/** @throws Error  with the one command that installs what is missing */
function requirePackages(): void {
  const missing = missingPackages(PACKAGES)
  if (missing.length === 0 || (mayInstall() && install(missing))) return
  throw new Error(`the comparison needs these Debian packages, install them with\n\n  ${installCommand(missing)}\n`)
}

async function startServer(): Promise<{ readonly server: ChildProcess; readonly display: string }> {
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const said = server.stdio[3]
  if (!said) throw new Error('no Xvfb')
  const [line] = await once(said, 'data')
  return { server, display: `:${String(line).trim()}` }
}
