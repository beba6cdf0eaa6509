// Where this program's package lies, whether it runs from its sources or from its build.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder with Deskhand's `package.json`.
 *
 * @throws Error  when this file was taken out of its package
 */
export function packageRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && readPackage(folder).name === 'deskhand') return folder
    if (dirname(folder) === folder) throw new Error(`no deskhand package above ${from}`)
  }
}

/** The part of a `package.json` that packing reads. */
export interface Package {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Reads the `package.json` of a folder. */
export function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package // npm wrote or checked it
}
