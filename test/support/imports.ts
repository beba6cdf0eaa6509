// What each source file imports and exports, read with a real parser.
import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'rolldown/utils'

/** One import, re-export, dynamic import or imported type. */
export interface Edge {
  /** As written: `node:fs`, `zod`, `./frame.ts`. */
  readonly specifier: string
  /** The project file it means, from the project's folder; absent for packages and Node's own modules. */
  readonly file?: string
  /** Only types are imported; nothing remains of it at run time. */
  readonly isType: boolean
}

/** What the rules need to know of one file. */
export interface SourceFile {
  readonly path: string
  readonly lines: number
  readonly edges: readonly Edge[]
  readonly hasDefaultExport: boolean
}

/** A tree of sources: text by path from the project's folder, with `/`. */
export type Tree = ReadonlyMap<string, string>

/**
 * Reads every file of a tree.
 *
 * @throws Error  naming the file that does not parse
 */
export function readImports(tree: Tree): ReadonlyMap<string, SourceFile> {
  return new Map([...tree].map(([path, text]) => [path, readFile(path, text, tree)]))
}

function readFile(path: string, text: string, tree: Tree): SourceFile {
  const { module, program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const edge = (specifier: string, isType: boolean): Edge => {
    const file = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : undefined
    return file !== undefined && tree.has(file) ? { specifier, file, isType } : { specifier, isType }
  }
  const imports = module.staticImports.map(({ moduleRequest, entries }) =>
    edge(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType)),
  )
  const exported = module.staticExports.flatMap(({ entries }) => entries)
  const reExports = exported.flatMap(({ moduleRequest, isType }) =>
    moduleRequest ? [edge(moduleRequest.value, isType)] : [],
  )
  const called = [...callsOf(program)].map(({ specifier, isType }) => edge(specifier, isType))
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    edges: [...imports, ...reExports, ...called],
    hasDefaultExport: exported.some(({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default'),
  }
}

/** `import('…')` and `require('…')` with a literal name, and `import('…').Type`. */
function* callsOf(node: unknown): Generator<{ specifier: string; isType: boolean }> {
  if (Array.isArray(node)) {
    for (const item of node) yield* callsOf(item)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { type, source, callee, arguments: given } = node as Record<string, unknown> // any node of the syntax tree
  if (type === 'ImportExpression') yield* literal(source, false)
  if (type === 'TSImportType') yield* literal(source, true)
  if (type === 'CallExpression' && (callee as { name?: unknown }).name === 'require') {
    yield* literal((given as readonly unknown[])[0], false)
  }
  for (const value of Object.values(node)) yield* callsOf(value)
}

function* literal(node: unknown, isType: boolean): Generator<{ specifier: string; isType: boolean }> {
  const value = (node as { value?: unknown } | undefined)?.value
  if (typeof value === 'string') yield { specifier: value, isType }
}
