// The commands that ask a running agent: status, revoke, leave, say, files, download.
import { resolve } from 'node:path'

import type { Language, Translate } from '../../src/language/catalogue.ts'
import { DeskhandError } from '../../src/protocol/error.ts'
import { spellNumber } from '../../src/protocol/id.ts'
import type { Kind } from '../../src/session/kinds.ts'
import { safeText } from '../../src/terminal/text/safe-text.ts'
import { duration } from '../../src/terminal/text/time.ts'
import type { ControlCommand } from '../command-line.ts'
import { isKind } from '../consent/policy.ts'
import { type Printer, printAnswer } from '../print.ts'
import { fileLines, savedLine } from '../render-files.ts'
import { kindName, shownName } from '../wording.ts'
import { askAgent, type Found, findAgents } from './client.ts'
import type { AgentStatus, ControlRequest } from './protocol.ts'

/** What a command needs. */
export interface ControlParts {
  readonly command: ControlCommand
  /** Folder of the control sockets. */
  readonly folder: string
  readonly printer: Printer
  readonly language: Language
  /** UTC milliseconds. */
  readonly now: number
}

/**
 * Does one command.
 *
 * Without `--session`, `revoke` reaches every running agent: whoever wants everything stopped is not asked which.
 *
 * @throws DeskhandError `agent.none`, `agent.several`, or what the agent answered
 */
export async function control(parts: ControlParts): Promise<void> {
  const { command, printer, folder } = parts
  const found = (await findAgents(folder)).filter(({ reply }) => isMeant(reply.status, command.session))
  if (command.verb === 'status') return printStatus(found, parts)
  if (found.length === 0) throw new DeskhandError('agent.none')
  if (found.length > 1 && command.verb !== 'revoke')
    throw new DeskhandError('agent.several', { sessions: found.map(({ reply }) => reply.status.number) })
  const request = requestOf(command)
  const replies = await Promise.all(found.map(({ path }) => askAgent(path, request)))
  const { value, lines } = ANSWERS[request.verb](request as never, replies, parts) // the answer to its own verb
  printAnswer(printer, value, lines)
}

function requestOf({ json: _, language: __, session: ___, ...asked }: ControlCommand): ControlRequest {
  if (asked.verb === 'revoke') return { verb: 'revoke', kinds: asked.kinds === null ? null : [...asked.kinds] }
  // The agent may have been started in another folder.
  return asked.verb === 'download' ? { ...asked, folder: resolve(asked.folder) } : asked
}

type Reply = Found['reply']
type Said = { readonly value: unknown; readonly lines: readonly string[] }
type Answers = {
  readonly [V in ControlRequest['verb']]: (
    request: Extract<ControlRequest, { verb: V }>,
    replies: readonly Reply[],
    parts: ControlParts,
  ) => Said
}

/** What is printed of the answers, by verb; `status` prints what was found before anything was asked. */
const ANSWERS: Answers = {
  status: () => ({ value: null, lines: [] }),
  revoke: ({ kinds }, replies, { printer: { translate } }) => {
    const stopped = stoppedOf(replies)
    const lines = [stoppedLine(stopped, translate), translate('agent.control.revoked')]
    return { value: { revoked: kinds ?? 'all', stopped }, lines }
  },
  leave: (_, replies, { printer: { translate } }) => {
    const stopped = stoppedOf(replies)
    return { value: { left: true, stopped }, lines: [stoppedLine(stopped, translate), translate('agent.control.left')] }
  },
  say: (_, __, { printer: { translate } }) => ({ value: { sent: true }, lines: [translate('agent.control.said')] }),
  files: (_, replies, { printer: { translate } }) => {
    const files = replies.flatMap((one) => one.files)
    return { value: { files }, lines: fileLines(files, translate) }
  },
  download: (_, replies, { printer: { translate } }) => {
    const saved = replies.flatMap((one) => one.saved ?? [])
    return { value: { saved: saved[0] ?? null }, lines: saved.map((one) => savedLine(one, translate)) }
  },
}

function stoppedOf(replies: readonly Reply[]): readonly string[] {
  return [...new Set(replies.flatMap((reply) => reply.stopped))]
}

function isMeant(status: AgentStatus, wanted: string | null): boolean {
  return wanted === null || status.session === wanted || status.number === wanted.replace(/[\s-]/g, '')
}

function stoppedLine(stopped: readonly string[], translate: Translate): string {
  if (stopped.length === 0) return translate('agent.control.nothing')
  return translate('agent.control.stopped', { kinds: stopped.map((kind) => named(kind, translate)).join(', ') })
}

function printStatus(found: readonly Found[], parts: ControlParts): void {
  const { printer, command } = parts
  if (found.length === 0 && command.session !== null) throw new DeskhandError('agent.none')
  const all = found.map(({ reply }) => reply.status)
  const lines = all.flatMap((status) => statusLines(status, parts))
  printAnswer(
    printer,
    { agents: all.map(asJson) },
    lines.length > 0 ? lines : [new DeskhandError('agent.none').message],
  )
}

function asJson(status: AgentStatus): unknown {
  const iso = (at: number): string => new Date(at).toISOString()
  return {
    ...status,
    grants: status.grants.map((one) => ({ ...one, at: iso(one.at) })),
    activities: status.activities.map((one) => ({ ...one, since: iso(one.since) })),
  }
}

function statusLines(status: AgentStatus, { printer, language, now }: ControlParts): readonly string[] {
  const { translate } = printer
  const people = status.people.map((one) => shownName(one.name)).join(', ')
  const number = safeText(spellNumber(status.number), { maxCells: 20 })
  const running = status.activities.map((one) => {
    const fields = {
      kind: named(one.kind, translate),
      name: shownName(one.by),
      time: duration(now - one.since, language),
    }
    return one.watchers === null
      ? translate('agent.control.runningPlain', fields)
      : translate('agent.control.running', { ...fields, count: one.watchers })
  })
  const grants = status.grants.map((one) => named(one.kind, translate)).join(', ')
  return [
    translate('agent.control.session', {
      number,
      company: shownName(status.company),
      hub: safeText(status.hub, { maxCells: 200 }),
    }),
    translate(`agent.control.link.${status.link}`),
    ...(status.waiting ? [translate('agent.control.waiting')] : []),
    people === '' ? translate('agent.presentNobody') : translate('agent.control.people', { people }),
    ...(running.length > 0 ? running : [translate('agent.control.none')]),
    grants === '' ? translate('agent.control.noGrants') : translate('agent.control.grants', { kinds: grants }),
  ]
}

function named(kind: string, translate: Translate): string {
  return isKind(kind) || kind === 'all' ? kindName(kind as Kind | 'all', translate) : safeText(kind)
}
