// The rules of the floors: who may import whom, and what a file may look like.
import type { Edge, SourceFile } from './imports.ts'

type Files = ReadonlyMap<string, SourceFile>

/** Which floor a folder stands on; a floor imports only itself and the floors below it. */
export const FLOORS: readonly (readonly [folder: string, floor: number])[] = [
  ['src/language/', 0],
  ['src/protocol/', 0],
  ['src/journal/', 1],
  ['src/session/', 2],
  ['src/terminal/', 3],
  ['src/features/', 4],
  ['src/client/', 5],
  ['src/hub/', 5],
  ['src/console/', 6],
  ['src/viewer/', 6],
  ['src/entry/', 6],
  ['src/cli/', 7],
  ['bin/', 8],
]

/** The one import beside: every error code of the protocol has a sentence in every language. */
const BESIDE: readonly (readonly [from: string, to: string])[] = [['src/language/', 'src/protocol/']]

/** Floors that only compute: the packages and Node modules they may use. */
const PURE = ['src/language/', 'src/protocol/', 'src/journal/', 'src/session/']
const PURE_MAY_USE = ['zod', 'zod/mini', 'string-width', 'node:crypto', 'node:buffer']

/** What the customer's program may import of `src/`. */
const AGENT_MAY_IMPORT: readonly RegExp[] = [
  /^agent\//,
  /^src\/(language|protocol|session|client)\//,
  /^src\/terminal\/text\//,
  /^src\/features\/[^/]+\/protocol\.ts$/,
]

/** What must not be reachable, by any chain of imports that remain at run time. */
const UNREACHABLE: readonly { readonly from: RegExp; readonly what: RegExp; readonly sentence: string }[] = [
  { from: /^src\/(viewer|entry)\/(.*\/)?page\//, what: /^node:/, sentence: 'a browser page reaches Node' },
  { from: /^src\/hub\//, what: /^(react|ink|preact)(\/|$)/, sentence: 'the hub reaches React' },
  {
    from: /^agent\/|^bin\/deskhand-agent/,
    what: /^(react|ink|kysely|pg)(\/|$)|^node:sqlite$|^src\/hub\//,
    sentence: 'the agent reaches what a customer must not be sent',
  },
]

const VAGUE_FOLDERS = ['utils', 'common', 'helpers', 'core', 'types', 'manager']
const LINES_MAX = 300

/**
 * Checks a tree against every rule.
 *
 * @returns a sentence for each breach, naming the file; none when all is well
 */
export function breaches(files: Files): readonly string[] {
  const all = [...files.values()]
  return [
    ...all.flatMap((file) => file.edges.flatMap((edge) => edgeBreaches(file, edge))),
    ...all.flatMap(shapeBreaches),
    ...UNREACHABLE.flatMap((rule) => reachBreaches(files, rule)),
    ...circles(files).map((circle) => `circle: ${circle.join(' → ')}`),
  ]
}

function edgeBreaches({ path }: SourceFile, edge: Edge): readonly string[] {
  if (path.startsWith('test/')) return []
  const found: string[] = []
  const { file, specifier } = edge
  if (PURE.some((folder) => path.startsWith(folder)) && file === undefined && !PURE_MAY_USE.includes(specifier)) {
    found.push(`${path} imports ${specifier}: its floor does no I/O`)
  }
  if (file === undefined) return found
  if (file.startsWith('test/')) found.push(`${path} imports the test file ${file}`)
  if (path.startsWith('agent/') && !agentMayImport(file, edge)) found.push(`${path} imports ${file}: not for the agent`)
  if (path.startsWith('src/') && file.startsWith('agent/')) found.push(`${path} imports ${file}: only bin/ composes`)
  const [own, other] = [featureOf(path), featureOf(file)]
  if (own && other && own !== other) found.push(`${path} imports ${file}: a feature never imports another`)
  const [here, there] = [floorOf(path), floorOf(file)]
  const isBeside = BESIDE.some(([from, to]) => path.startsWith(from) && file.startsWith(to))
  if (here && there && here[0] !== there[0] && there[1] >= here[1] && !isBeside) {
    found.push(`${path} imports ${file}: ${here[0]} stands on floor ${here[1]}, ${there[0]} on ${there[1]}`)
  }
  return found
}

function agentMayImport(file: string, edge: Edge): boolean {
  return AGENT_MAY_IMPORT.some((allowed) => allowed.test(file)) || (file.startsWith('src/journal/') && edge.isType)
}

function shapeBreaches({ path, lines, hasDefaultExport }: SourceFile): readonly string[] {
  const found: string[] = []
  if (lines >= LINES_MAX) found.push(`${path} has ${lines} lines: fewer than ${LINES_MAX}`)
  if (hasDefaultExport && !/\.config\.m?[jt]s$/.test(path)) found.push(`${path} has a default export`)
  const vague = path.split('/').find((folder) => VAGUE_FOLDERS.includes(folder))
  if (vague) found.push(`${path} stands in a folder called ${vague}: say what it holds`)
  return found
}

function reachBreaches(files: Files, { from, what, sentence }: (typeof UNREACHABLE)[number]): readonly string[] {
  return [...files.keys()]
    .filter((path) => from.test(path))
    .flatMap((path) => {
      const chain = chainTo(files, path, what)
      return chain ? [`${sentence}: ${chain.join(' → ')}`] : []
    })
}

/** The shortest chain of run-time imports from a file to something that matches. */
function chainTo(files: Files, start: string, what: RegExp): readonly string[] | undefined {
  const chains = new Map([[start, [start]]])
  for (const [path, chain] of chains) {
    for (const { file, specifier, isType } of files.get(path)?.edges ?? []) {
      const target = file ?? specifier
      if (isType || chains.has(target)) continue
      if (what.test(target)) return [...chain, target]
      if (file !== undefined) chains.set(file, [...chain, file])
    }
  }
  return undefined
}

/** Walks along imports that return to their start. Imported types are gone at run time, so they close no circle. */
function circles(files: Files): readonly (readonly string[])[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[][] = []
  const visit = (path: string, trail: readonly string[]): void => {
    state.set(path, 'open')
    for (const { file, isType } of files.get(path)?.edges ?? []) {
      if (file === undefined || isType) continue
      if (state.get(file) === 'open') found.push([...trail.slice(trail.indexOf(file)), file])
      if (!state.has(file)) visit(file, [...trail, file])
    }
    state.set(path, 'done')
  }
  for (const path of files.keys()) if (!state.has(path)) visit(path, [path])
  return found
}

function floorOf(path: string): readonly [folder: string, floor: number] | undefined {
  return FLOORS.find(([folder]) => path.startsWith(folder))
}

function featureOf(path: string): string | undefined {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1]
}
