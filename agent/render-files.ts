// Files from support in words: what is there, how to get it, and what became of it.
import type { Translate } from '../src/language/catalogue.ts'
import { safeText } from '../src/terminal/text/safe-text.ts'
import { sizeText } from '../src/terminal/text/size-text.ts'
import type { OfferedFile, SavedFile } from './files/shelf.ts'
import type { Happening } from './happening.ts'
import { line, problemOf, shownName, type Table } from './wording.ts'

type FileType = Extract<Happening['type'], `file${string}`>

/** Cells of a path. */
const PATH_CELLS = 400

/** How files are said. */
export const FILE_LINES: Table<FileType> = {
  'file-published': (one, { translate, canPrompt }) => [
    ...line('bold', translate('agent.file.published', { ...fieldsOf(one), by: shownName(one.by) })),
    ...line('dim', translate(canPrompt ? 'agent.file.how' : 'agent.file.howElsewhere', fieldsOf(one))),
  ],
  'file-gone': (one, { translate }) => line('bold', translate('agent.file.gone', fieldsOf(one))),
  'file-saving': (one, { translate }) =>
    line('dim', translate('agent.file.saving', { ...fieldsOf(one), folder: pathText(one.folder) })),
  'file-progress': (one, { translate }) =>
    line('dim', translate('agent.file.progress', { ...fieldsOf(one), done: sizeText(one.done) })),
  'file-saved': (one, { translate }) => line('green', savedLine(one, translate)),
  'file-failed': (one, wording) =>
    line('red', wording.translate('agent.file.failed', { ...fieldsOf(one), problem: problemOf(one, wording) })),
  'file-unclear': (_, { translate }) => line('yellow', translate('agent.file.unclear')),
  files: ({ files }, { translate }) => fileLines(files, translate).flatMap((text) => line('plain', text)),
}

/** The list of what is there. */
export function fileLines(files: readonly OfferedFile[], translate: Translate): readonly string[] {
  if (files.length === 0) return [translate('agent.file.none')]
  return files.map((one) => translate('agent.file.entry', fieldsOf(one)))
}

/** What came of a download. */
export function savedLine(one: SavedFile, translate: Translate): string {
  return translate('agent.file.saved', { ...fieldsOf(one), path: pathText(one.path) })
}

function fieldsOf({ number, name, bytes }: OfferedFile) {
  return { number, name: safeText(name, { maxCells: PATH_CELLS }), size: sizeText(bytes) }
}

function pathText(path: string): string {
  return safeText(path, { maxCells: PATH_CELLS })
}
