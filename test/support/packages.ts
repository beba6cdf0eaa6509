// The Debian packages the tests need: found, installed when we may, named in one command when we may not.
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** One package and how its presence is recognised where there is no dpkg. */
interface Package {
  readonly name: string
  /** A program it brings. */
  readonly program: string
  readonly why: string
}

/** Every system package a test uses. */
export const PACKAGES: readonly Package[] = [
  { name: 'chromium', program: 'chromium', why: 'the viewer and the public pages' },
  { name: 'coturn', program: 'turnserver', why: 'direct paths through a TURN server' },
  { name: 'curl', program: 'curl', why: 'the customer’s one-line start' },
  { name: 'fonts-dejavu-core', program: '', why: 'text in pages and windows' },
  { name: 'fonts-nanum', program: '', why: 'Korean text in pages' },
  { name: 'imagemagick', program: 'import', why: 'a second opinion on the pixels of a screen' },
  { name: 'nats-server', program: 'nats-server', why: 'several hubs' },
  { name: 'openbox', program: 'openbox', why: 'a window manager on the test display' },
  { name: 'openssl', program: 'openssl', why: 'certificates' },
  { name: 'postgresql', program: 'psql', why: 'the journal on PostgreSQL' },
  { name: 'procps', program: 'ps', why: 'memory and processor time of the programs' },
  { name: 'tmux', program: 'tmux', why: 'the console in a real terminal' },
  { name: 'x11-apps', program: 'xeyes', why: 'something to see on the test display' },
  { name: 'x11-utils', program: 'xwininfo', why: 'what the X server says of its windows' },
  { name: 'x11-xkb-utils', program: 'setxkbmap', why: 'keyboard layouts of customers' },
  { name: 'x11-xserver-utils', program: 'xsetroot', why: 'known colours on the test display' },
  { name: 'xclip', program: 'xclip', why: 'another program’s clipboard' },
  { name: 'xdotool', program: 'xdotool', why: 'a person at the customer’s keyboard' },
  { name: 'xterm', program: 'xterm', why: 'text on the test display' },
  { name: 'xvfb', program: 'Xvfb', why: 'the test display' },
]

const TRIES = 3
const POLICY = '/usr/sbin/policy-rc.d'

/** The packages that are not installed. */
export function missingPackages(packages: readonly Package[] = PACKAGES): readonly string[] {
  const isHere = hasDpkg() ? isInstalled : (wanted: Package) => wanted.program === '' || isOnPath(wanted.program)
  return packages.filter((wanted) => !isHere(wanted)).map(({ name }) => name)
}

/** Whether this process may install Debian packages. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && hasDpkg() && isOnPath('apt-get')
}

/** The one command that installs packages. */
export function installCommand(names: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${names.join(' ')}`
}

/**
 * Installs packages without asking anything and without starting any service they bring.
 *
 * @returns whether they are all there now
 */
export function install(names: readonly string[]): boolean {
  const allowServices = forbidServices()
  try {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      apt('update')
      if (apt('install', '--yes', '--no-install-recommends', ...names)) return true
      console.error(`installing failed, try ${attempt} of ${TRIES}`)
    }
    return false
  } finally {
    allowServices()
  }
}

function apt(...args: readonly string[]): boolean {
  const options = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Use-Pty=0', '--quiet=2']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', [...options, ...args], { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
}

/** Debian's own switch against services that start as they are installed; restored by the returned function. */
function forbidServices(): () => void {
  if (existsSync(POLICY)) return () => undefined
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  return () => rmSync(POLICY, { force: true })
}

function isInstalled({ name, program }: Package): boolean {
  if (program !== '' && isOnPath(program)) return true
  try {
    const status = execFileSync('dpkg-query', ['--status', name], { stdio: 'pipe' })
    return /^Status: .* installed$/m.test(status.toString())
  } catch {
    return false // dpkg-query fails for a package it has never heard of
  }
}

function hasDpkg(): boolean {
  return isOnPath('dpkg-query')
}

function isOnPath(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin']
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
