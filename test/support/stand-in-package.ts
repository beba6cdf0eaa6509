// A package with the real launchers, start script and native packages, around an agent that reports how it was started.
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './build.ts'
import { temporaryFolder } from './temp.ts'

/** What the stand-in agent prints, as one JSON line. */
export interface StartReport {
  readonly args: readonly string[]
  readonly node: string
  readonly execPath: string
  /** Whether standard input is a terminal. */
  readonly isTerminal: boolean
  /** What `DESKHAND_HUB` says. */
  readonly hub: string | null
  /** Size of a picture made with the native image library. */
  readonly picture: number
}

// With EXIT it ends with that code; with WAIT it stays until a signal, and tells which.
const AGENT = `
import sharp from 'sharp'
const { data } = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).png().toBuffer({ resolveWithObject: true })
console.log(JSON.stringify({
  args: process.argv.slice(2), node: process.version, execPath: process.execPath, isTerminal: process.stdin.isTTY === true,
  hub: process.env.DESKHAND_HUB ?? null, picture: data.length,
}))
if (process.env.WAIT) {
  setInterval(() => {}, 1e6)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => { console.log('got ' + signal); process.exit(9) })
} else if (process.stdin.isTTY) {
  process.stdin.once('data', (typed) => { console.log('typed ' + String(typed).trim()); process.exit() })
} else {
  process.stdin.on('data', (piece) => console.log('read ' + piece)).on('end', () => process.exit(Number(process.env.EXIT ?? 0)))
}
`

/** Makes the package in a temporary folder and returns that. */
export async function standInPackage(): Promise<string> {
  const root = await temporaryFolder('package')
  await mkdir(join(root, 'dist/agent'), { recursive: true })
  await mkdir(join(root, 'dist/page'))
  for (const name of ['viewer.html', 'viewer.css', 'viewer.js']) await writeFile(join(root, 'dist/page', name), name)
  for (const path of ['package.json', 'bin', 'agent/start'])
    await cp(join(ROOT, path), join(root, path), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  await writeFile(join(root, 'dist/agent/deskhand-agent.js'), AGENT)
  const modules = { chunks: ['deskhand-agent.js'], packages: ['sharp'], modules: [] }
  await writeFile(join(root, 'dist/agent/modules.json'), JSON.stringify(modules))
  return root
}
