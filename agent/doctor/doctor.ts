// `deskhand-agent doctor`: what this machine can and cannot do in a session, and how to fix it, before anyone waits.
import { userInfo } from 'node:os'
import { hubAddress } from '../../src/client/hub-address.ts'
import { post } from '../../src/client/post.ts'
import type { Language, Translate } from '../../src/language/catalogue.ts'
import { asDeskhandError } from '../../src/protocol/error.ts'
import { cells, padEnd } from '../../src/terminal/text/cells.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import { type FoundDisplay, findDisplay, openPlatform } from '../display.ts'
import type { PlatformAbilities } from '../platform/platform.ts'
import { type Printer, printAnswer } from '../print.ts'
import type { Environment } from '../state/places.ts'
import { abilityChecks, drawnChecks, portalCheck } from './ability-checks.ts'

/** The oldest Node this program runs on. */
export const NODE_NEEDED = [24, 15] as const
/** How long the server may take to answer, in milliseconds. */
const HUB_TIMEOUT_MS = 5_000

const OWN_CHECKS = ['display', 'monitors', 'capture', 'notice', 'terminal', 'images', 'hub', 'node'] as const
const SCREEN_CHECKS = ['input', 'overlay', 'windows', 'extensions', 'lacks', 'portal'] as const

/** What was found out about one thing; `warn` limits a session, `fail` prevents it. */
export interface Check {
  readonly name: (typeof OWN_CHECKS)[number] | (typeof SCREEN_CHECKS)[number]
  readonly state: 'ok' | 'warn' | 'fail'
  readonly text: string
  /** What to do about it; null when nothing has to be done. */
  readonly fix: string | null
}

/** What the doctor needs. */
export interface DoctorParts {
  readonly command: { readonly hub: string | null; readonly platform: 'x11' | 'fake' | null }
  readonly env: Environment
  readonly language: Language
  readonly printer: Printer
  readonly isInteractive: boolean
}

/** Looks at everything and prints it. @returns 1 when something would prevent a session, else 0 */
export async function doctor(parts: DoctorParts): Promise<number> {
  const found = await findDisplay({ wanted: parts.command.platform, env: parts.env, language: parts.language })
  const abilities = found.is === 'x11' ? await askAbilities(parts) : null
  const { translate } = parts.printer
  const checks = [
    ...(await screenChecks(parts, found)),
    ...(found.is === 'drawn' ? drawnChecks(translate) : abilities ? abilityChecks(translate, abilities) : []),
    ...(await portalCheck(translate, parts.env)),
    terminalCheck(parts),
    await imageCheck(parts.printer.translate),
    ...(await hubCheck(parts)),
    nodeCheck(parts.printer.translate, process.versions.node),
  ]
  const description = 'description' in found ? found.description : null
  const value = {
    display: found.is,
    monitors: description?.monitors ?? [],
    capture: description !== null,
    input: found.is === 'drawn' || (abilities?.has.XTEST ?? false),
    overlay: found.is === 'drawn' || (abilities?.has.SHAPE ?? false),
    extensions: abilities?.has ?? null,
    windowManager: abilities?.windowManager ?? null,
    node: process.versions.node,
    checks,
  }
  printAnswer(parts.printer, value, report(checks, parts.printer.translate))
  return checks.some((one) => one.state === 'fail') ? 1 : 0
}

function report(checks: readonly Check[], translate: Translate): readonly string[] {
  const names = checks.map(({ name }) => translate(isOwn(name) ? `agent.doctor.${name}` : `doctor.${name}`))
  const width = Math.max(...names.map(cells))
  const signs = { ok: '✓', warn: '!', fail: '✗' } as const
  const lines = checks.flatMap((one, index) => [
    `${signs[one.state]} ${padEnd(names[index] ?? '', width)}  ${safeText(one.text, { maxCells: 300 })}`,
    ...(one.fix === null
      ? []
      : [`  ${' '.repeat(width)}  → ${translate('agent.doctor.fix')}: ${safeText(one.fix, { maxCells: 300 })}`]),
  ])
  return [translate('agent.doctor.title'), '', ...lines]
}

function isOwn(name: Check['name']): name is (typeof OWN_CHECKS)[number] {
  return OWN_CHECKS.some((it) => it === name)
}

async function askAbilities({ command, env, language }: DoctorParts): Promise<PlatformAbilities> {
  const platform = await openPlatform({ wanted: command.platform, env, language })
  try {
    return await platform.abilities()
  } finally {
    await platform.close()
  }
}

async function screenChecks(parts: DoctorParts, found: FoundDisplay): Promise<readonly Check[]> {
  const { translate } = parts.printer
  if (!('description' in found)) return [missingDisplay(parts, found), noCapture(translate, found.error.message)]
  const { description } = found
  const display = translate(`agent.doctor.display.${found.is}`, { name: parts.env.DISPLAY ?? '' })
  const monitors = description.monitors.map(({ name, width, height }) =>
    translate('agent.doctor.monitor', { name: safeText(name, { maxCells: 40 }), width, height }),
  )
  const way = description.isDrawn ? 'drawn' : description.hasFastCapture ? 'fast' : 'slow'
  const capture = translate(`agent.doctor.capture.${way}`)
  return [
    { name: 'display', state: description.isDrawn ? 'warn' : 'ok', text: display, fix: null },
    { name: 'monitors', state: 'ok', text: monitors.join(', '), fix: null },
    { name: 'capture', state: 'ok', text: capture, fix: null },
    await noticeCheck(parts),
  ]
}

/** Shows the notice for a moment, because only then it is known to work. */
async function noticeCheck({ command, env, language, printer: { translate } }: DoctorParts): Promise<Check> {
  try {
    const platform = await openPlatform({ wanted: command.platform, env, language })
    try {
      await (await platform.showNotice(translate('agent.doctor.title'))).close()
    } finally {
      await platform.close()
    }
    return { name: 'notice', state: 'ok', text: translate('agent.doctor.notice.yes'), fix: null }
  } catch {
    return { name: 'notice', state: 'warn', text: translate('agent.doctor.notice.no'), fix: null }
  }
}

function missingDisplay({ env, printer: { translate } }: DoctorParts, found: FoundDisplay): Check {
  const isWayland = found.is === 'wayland'
  const user = userInfo().username
  const wrongAccess = translate('agent.doctor.fix.access', { user })
  const fix = isWayland
    ? translate('agent.doctor.fix.wayland')
    : env.DISPLAY
      ? wrongAccess
      : translate('agent.doctor.fix.display')
  return {
    name: 'display',
    state: 'warn',
    text: translate(isWayland ? 'agent.doctor.display.wayland' : 'agent.doctor.display.none'),
    fix,
  }
}

function noCapture(translate: Translate, problem: string): Check {
  return { name: 'capture', state: 'warn', text: translate('agent.doctor.capture.no', { problem }), fix: null }
}

function terminalCheck({ isInteractive, printer: { translate } }: DoctorParts): Check {
  const text = translate(isInteractive ? 'agent.doctor.terminal.yes' : 'agent.doctor.terminal.no')
  return { name: 'terminal', state: isInteractive ? 'ok' : 'warn', text, fix: null }
}

async function imageCheck(translate: Translate): Promise<Check> {
  try {
    await import('sharp')
    return { name: 'images', state: 'ok', text: translate('agent.doctor.images.yes'), fix: null }
  } catch (error) {
    const text = translate('agent.doctor.images.no', { problem: asDeskhandError(error).message })
    return { name: 'images', state: 'warn', text, fix: translate('agent.doctor.fix.images') }
  }
}

async function hubCheck({ command, env, printer: { translate } }: DoctorParts): Promise<readonly Check[]> {
  const wanted = command.hub ?? env.DESKHAND_HUB
  if (!wanted) return []
  try {
    const url = hubAddress(wanted.replace(/\/j\/\d{9}\/?$/, ''))
    const about = await post({ url, token: '' }, { name: 'site.about', data: {} }, { timeoutMs: HUB_TIMEOUT_MS })
    return [
      { name: 'hub', state: 'ok', text: translate('agent.doctor.hub.yes', { url, company: about.company }), fix: null },
    ]
  } catch (error) {
    const problem = asDeskhandError(error).message
    const fix = translate('agent.doctor.fix.hub', { url: wanted })
    return [{ name: 'hub', state: 'fail', text: translate('agent.doctor.hub.no', { problem }), fix }]
  }
}

/** Whether a Node is new enough. */
export function nodeCheck(translate: Translate, version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNew = major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1])
  if (isNew) return { name: 'node', state: 'ok', text: version, fix: null }
  return {
    name: 'node',
    state: 'fail',
    text: translate('agent.doctor.node.old', { version }),
    fix: translate('agent.doctor.fix.node'),
  }
}
