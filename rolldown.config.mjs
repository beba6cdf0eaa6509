// How the programs are built from `bin/` into `dist/`.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, relative } from 'node:path'
import { defineConfig } from 'rolldown'

/** How long the chunks of an earlier build stay, for programs that run from them and have not loaded all yet. */
const KEEP_OLD_CHUNKS_MS = 3_600_000

/** Writes `modules.json` (chunks, what they load at run time, every source file in them); removes what no build needs. */
const record = {
  name: 'record',
  generateBundle({ dir }, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
    const modules = new Set(chunks.flatMap((chunk) => Object.keys(chunk.modules)))
    const names = [...modules].map((id) => (id.startsWith('/') ? relative(import.meta.dirname, id) : id))
    const loaded = new Set(chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]))
    const outside = [...loaded].filter((name) => !(name in bundle)).sort()
    const list = {
      chunks: chunks.map((chunk) => chunk.fileName).sort(),
      packages: outside.filter((name) => !isBuiltin(name)),
      builtins: outside.filter(isBuiltin),
      modules: names.sort(),
    }
    this.emitFile({ type: 'asset', fileName: 'modules.json', source: `${JSON.stringify(list, null, 1)}\n` })
    for (const { fileName, code } of chunks) if (isThere(join(dir, fileName), code)) delete bundle[fileName]
  },
  writeBundle: removeOldChunks,
}

/** What is there already is not written again, which would empty it for a moment; it counts as new, so it stays. */
function isThere(path, code) {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== code) return false
  utimesSync(path, new Date(), new Date())
  return true
}

function removeOldChunks({ dir }, bundle) {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name)
    const isOld = () => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > KEEP_OLD_CHUNKS_MS
    if (!(name in bundle) && isOld()) rmSync(path, { recursive: true, force: true })
  }
}

/**
 * What libraries do at every start and need not, as file, text and replacement; a text that is gone fails the build.
 * Yoga fetches its own bytes, which loads all of Node's `fetch`; string-width asks everything that is not ASCII whether
 * it is an emoji, and that expression takes longer to read, and again to compile, than all else of a module; so does
 * a segmenter, which not every start needs.
 */
const QUICKER = [
  ['/yoga-wasm-base64-esm.js', 'w||"function"!=typeof fetch?', '!0?'],
  [
    '/yoga-wasm-base64-esm.js',
    'var b=xa(a.slice(37)),c=new Uint8Array(b.length);for(a=0;a<b.length;++a)c[a]=b.charCodeAt(a);var d=c',
    'var d=new Uint8Array(Buffer.from(a.slice(37),"base64"))',
  ],
  [
    '/string-width/index.js',
    'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;',
    `let compiled; const rgiEmojiRegex = {
      test: (text) => /^\\p{Emoji}/v.test(text) && (compiled ??= new RegExp('^\\\\p{RGI_Emoji}$', 'v')).test(text),
    };`,
  ],
  [
    '/string-width/index.js',
    'const segmenter = new Intl.Segmenter();',
    'let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
  ],
]

/** What a library does that a module must not, in the same form: sixel's quantizer makes a global by assigning to it. */
const STRICTER = [['/sixel/upng.js', 'module.exports = UPNG = {};', 'const UPNG = module.exports = {};']]

const quicken = {
  name: 'quicken',
  transform(code, id) {
    const changes = [...QUICKER, ...STRICTER].filter(([end]) => id.replaceAll('\\', '/').endsWith(end))
    for (const [, text] of changes) if (!code.includes(text)) this.error(`${id} no longer says ${text}`)
    return changes.length === 0
      ? null
      : changes.reduce((all, [, text, quicker]) => all.replace(text, () => quicker), code)
  },
}

/** What `--help` loads is few files: what every start needs is one, and what help says is one for each language. */
const CHUNKS = [
  { name: 'start', tags: ['$initial'], test: (id) => !/.bin.[\w-]+\.ts$/.test(id) }, // what bin/ awaits may load it
  { name: (id) => /src.language.(en|ko).(?:cli|commands)\.ts$/.exec(id)?.[1].concat('-help') },
]

/** One program, split at its dynamic imports so that `--help` loads little. */
const program = (input, dir) => ({
  input,
  platform: 'node',
  external: ['sharp', 'wrtc', 'react-devtools-core', 'pg-native', 'cpu-features'],
  plugins: [quicken, record],
  transform: {
    target: 'node24',
    jsx: { runtime: 'automatic' },
    define: { 'process.env.NODE_ENV': '"production"' },
  },
  output: { dir, format: 'esm', minify: true, codeSplitting: { groups: CHUNKS } },
})

/** A browser page: one script, with its HTML as it is and its styles, in the order of their names, as one. */
const page = (folder, name) => ({
  input: { [name]: join(folder, 'main.ts') },
  platform: 'browser',
  plugins: [
    {
      name: 'page-files',
      generateBundle() {
        const styles = readdirSync(folder).filter((fileName) => fileName.endsWith('.css'))
        const files = { html: [`${name}.html`], css: styles.sort() }
        for (const [kind, parts] of Object.entries(files)) {
          const source = parts.map((part) => readFileSync(join(folder, part), 'utf8')).join('\n')
          this.emitFile({ type: 'asset', fileName: `${name}.${kind}`, source })
        }
      },
    },
  ],
  transform: { target: 'chrome120' },
  output: { dir: 'dist/page', format: 'esm', minify: true, entryFileNames: '[name].js' },
})

/** The hub's public pages: scripts and one style named by their content, and `manifest.json` with those names. */
const publicPages = {
  input: { entry: 'src/entry/page/main.ts' },
  platform: 'browser',
  plugins: [
    {
      name: 'public-files',
      generateBundle(_options, bundle) {
        const sources = ['entry.css', 'room.css'].map((name) => readFileSync(join('src/entry/page', name), 'utf8'))
        const source = sources.join('\n')
        const style = `entry-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.css`
        const script = Object.values(bundle).find((output) => output.isEntry)?.fileName
        this.emitFile({ type: 'asset', fileName: style, source })
        this.emitFile({ type: 'asset', fileName: 'manifest.json', source: JSON.stringify({ script, style }) })
      },
      writeBundle: removeOldChunks,
    },
  ],
  transform: {
    target: 'chrome120',
    jsx: { runtime: 'automatic', importSource: 'preact' },
    define: { 'process.env.NODE_ENV': '"production"' },
  },
  output: {
    dir: 'dist/page/entry',
    format: 'esm',
    minify: true,
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
  },
}

export default defineConfig([
  page('src/viewer/page', 'viewer'),
  publicPages,
  program('bin/deskhand.ts', 'dist/deskhand'),
  program('bin/deskhand-agent.ts', 'dist/agent'),
])
