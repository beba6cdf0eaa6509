// What a command may use, loaded when it is first used: requests over HTTP, a link only for what is live.
import type { Link } from '../client/link.ts'
import type { Account } from '../client/post.ts'
import type { CommandContext, CommandSpec, FollowedBatch } from '../features/command.ts'
import type { RequestInput } from '../features/requests.ts'
import type { AskingName, Step } from '../features/step.ts'
import type { StreamId } from '../journal/event.ts'
import { DeskhandError } from '../protocol/error.ts'
import type { Io } from '../terminal/print/io.ts'
import type { OwnMachine } from './own-machine.ts'
import type { GlobalOptions } from './program.ts'

/** A context with what only commands of the program itself use. */
export interface ProgramContext extends CommandContext {
  readonly global: GlobalOptions
  /** Every command, for those that tell about commands. */
  readonly commands: readonly CommandSpec[]
  /** The rep's own screen. @throws DeskhandError  `internal` in a program put together without */
  ownMachine(): Promise<OwnMachine>
  /** The link, opened on first use. */
  link(): Promise<Link>
  /** Ends what was opened. */
  dispose(): void
}

/** What `bin/` gives a program: what stands outside of `src/`, loaded when it is used. */
export interface ProgramParts {
  readonly ownMachine?: () => Promise<OwnMachine>
}

/** What a context is made of. */
export interface ContextParts {
  readonly io: Io
  readonly signal: AbortSignal
  readonly global: GlobalOptions
  readonly commands: readonly CommandSpec[]
  /** What `bin/` gives. */
  readonly parts: ProgramParts
  /** Session given as an argument. */
  readonly named?: string
}

/** Makes the context of one command. */
export function commandContext({ io, signal, global, commands, parts, named }: ContextParts): ProgramContext {
  let link: Promise<Link> | null = null
  let session: Promise<string> | null = null
  const account = once(async (): Promise<Account> => (await import('./account.ts')).chosenAccount(io, global))
  const request: CommandContext['request'] = async (name, data, options = {}) => {
    const [{ post }, { patiently }] = await Promise.all([import('../client/post.ts'), import('./patiently.ts')])
    const [whose, { isPatient, ...how }] = [await account(), options]
    const ask = () => post(whose, { name, data }, { ...how, signal })
    return isPatient ? patiently(ask, signal) : ask()
  }
  const context: ProgramContext = {
    io,
    signal,
    global,
    commands,
    isSure: global.yes === true,
    request,
    session: () => {
      session ??= chooseSession(request, named ?? global.session)
      return session
    },
    sessionId: once(async () => {
      const which = await context.session()
      return which.startsWith('s_') ? which : (await request('session.show', { session: which })).id
    }),
    ownMachine: () => {
      if (parts.ownMachine) return parts.ownMachine()
      throw new DeskhandError('internal', { problem: 'this program was put together without a screen' })
    },
    link: () => {
      link ??= account().then(openLinkNow)
      return link
    },
    follow: (stream, after) => follow(context, stream, after),
    send: async (sending) => {
      const { sendBytes } = await import('../client/byte-streams.ts')
      return sendBytes(await account(), { ...sending, signal })
    },
    perform: (name, data) => perform(context, name, data),
    dispose: () => void link?.then((one) => one.close()).catch(() => undefined), // it never opened
  }
  return context
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}

/** The session meant: the one named, else the only open one (DESIGN §11). */
async function chooseSession(request: CommandContext['request'], named: string | undefined): Promise<string> {
  if (named !== undefined) return named
  const { sessions } = await request('session.list', { states: ['waiting', 'active'] })
  const [only, ...others] = sessions
  if (!only) throw new DeskhandError('session.none')
  if (others.length > 0) throw new DeskhandError('session.several', { sessions: sessions.map((one) => one.number) })
  return only.id
}

/** Opens a link; unlike a console, a command does not wait for a hub that is away at the start. */
async function openLinkNow(account: { readonly url: string; readonly token: string }): Promise<Link> {
  const { openLink } = await import('../client/open-link.ts')
  const link = openLink(account)
  return new Promise((resolve, reject) => {
    const stop = link.onState((state) => {
      if (state.is === 'open') resolve(link)
      else if (state.is === 'closed') reject(state.error ?? new DeskhandError('interrupted'))
      else if (state.is === 'waiting') reject(state.error)
      else return
      stop()
      if (state.is === 'waiting') link.close()
    })
  })
}

async function* follow(context: ProgramContext, stream: StreamId, after: number): AsyncGenerator<FollowedBatch> {
  const [{ followStream }, link] = await Promise.all([import('../client/follow-stream.ts'), context.link()])
  yield* followStream(link, { stream, after, signal: context.signal })
}

async function* perform<N extends AskingName>(
  context: ProgramContext,
  name: N,
  data: RequestInput<N>,
): AsyncGenerator<Step> {
  const [{ perform: performOn }, link, session] = await Promise.all([
    import('../client/perform.ts'),
    context.link(),
    context.sessionId(),
  ])
  yield* performOn(link, { session, name, data, signal: context.signal })
}
