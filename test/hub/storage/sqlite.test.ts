// What is particular to SQLite: one hub a file, a private file, and damage that is named.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { sayFinding } from '../../../src/hub/storage/check.ts'
import { openStorage } from '../../../src/hub/storage/open.ts'
import { LANGUAGES, translator } from '../../../src/language/catalogue.ts'
import { migrated, opened } from '../../contracts/storage-engines.ts'
import { append, everyLine, sessionRow } from '../../contracts/storage-given.ts'
import { atEnd } from '../../support/ending.ts'
import { temporaryFolder } from '../../support/temp.ts'

const WRITER = new URL('../../contracts/storage-writer.ts', import.meta.url).pathname

async function freshFile(): Promise<string> {
  return join(await temporaryFolder('sqlite'), 'hub.db')
}

/** Changes the file behind the storage's back. */
function edit(path: string, sql: string): void {
  const connection = new DatabaseSync(path)
  connection.exec(sql)
  connection.close()
}

describe('a SQLite file', () => {
  it('is refused to a second hub in the same process and in another one', async () => {
    const path = await freshFile()
    const first = await migrated(`sqlite:${path}`)
    await expect(openStorage(`sqlite:${path}`)).rejects.toMatchObject({ code: 'storage.in-use', details: { path } })
    const second = spawn(process.execPath, [WRITER, `sqlite:${path}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    second.stderr.on('data', (data) => {
      said += data
    })
    expect(await once(second, 'close')).toEqual([1, null])
    expect(said).toContain('another hub works on')
    await first.journal.commit([append('site', 0, 1)])
    await first.close()
    await opened(`sqlite:${path}`)
  })

  it('is free again as soon as its hub was killed', async () => {
    const path = await freshFile()
    await (await migrated(`sqlite:${path}`)).close()
    const hub = spawn(process.execPath, [WRITER, `sqlite:${path}`], { stdio: ['ignore', 'pipe', 'inherit'] })
    atEnd(() => hub.kill('SIGKILL'))
    const lines = createInterface({ input: hub.stdout })
    await once(lines, 'line')
    await expect(openStorage(`sqlite:${path}`)).rejects.toMatchObject({ code: 'storage.in-use' })
    hub.kill('SIGKILL')
    await once(hub, 'exit')
    await opened(`sqlite:${path}`)
  })

  it('is read by another process while its hub works, and backed up', async () => {
    const path = await freshFile()
    await migrated(`sqlite:${path}`)
    const reader = await opened(`sqlite:${path}`, 'read')
    const lines: string[] = []
    await reader.backup(async (line) => void lines.push(line))
    expect(lines).toHaveLength(2)
  })

  it('is private to its owner, with everything beside it', async () => {
    const path = await freshFile()
    await migrated(`sqlite:${path}`)
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}-lock`]) {
      expect(((await stat(file)).mode & 0o777).toString(8), file).toBe('600')
    }
  })

  it('is refused with its problem when it cannot be opened or is none', async () => {
    const folder = await temporaryFolder('sqlite')
    const text = join(folder, 'notes.txt')
    await writeFile(
      text,
      'these are my notes, not a database, and they are long enough to be read as a header '.repeat(20),
    )
    await mkdir(join(folder, 'a-folder'))
    await expect(openStorage(`sqlite:${text}`)).rejects.toMatchObject({ code: 'storage.damaged' })
    expect(await readFile(text, 'utf8')).toContain('these are my notes')
    for (const path of ['a-folder', 'missing/hub.db']) {
      await expect(openStorage(`sqlite:${join(folder, path)}`)).rejects.toMatchObject({ code: 'storage.unavailable' })
    }
    const missing = openStorage(`sqlite:${join(folder, 'none.db')}`, { access: 'read' })
    await expect(missing).rejects.toMatchObject({ code: 'storage.unavailable' })
    for (const url of ['mysql://host/db', 'sqlite:', 'hub.db', '']) {
      await expect(openStorage(url)).rejects.toMatchObject({ code: 'usage' })
    }
  })

  it('is refused when a newer program has migrated it', async () => {
    const path = await freshFile()
    await (await migrated(`sqlite:${path}`)).close()
    edit(path, "INSERT INTO migration (name, at) VALUES ('999-holograms', 1)")
    const error = await openStorage(`sqlite:${path}`).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'storage.newer', details: { found: ['999-holograms'] } })
    expect(String(error)).toContain('999-holograms')
    edit(path, "DELETE FROM migration WHERE name = '999-holograms'")
    await opened(`sqlite:${path}`)
  })

  it('is found to have gaps, disorder and wrong places', async () => {
    const path = await freshFile()
    const storage = await migrated(`sqlite:${path}`)
    await storage.journal.commit([append('session/s_1', 0, 5, { rows: [sessionRow('s_1')] }), append('site', 0, 4)])
    await storage.migrate() // works on the whole, and so gives every event its place
    expect(await storage.check()).toEqual([])
    edit(path, "DELETE FROM event WHERE stream = 'session/s_1' AND seq = 3")
    expect(await storage.check()).toEqual([{ sentence: 'gap', details: { stream: 'session/s_1', count: 4, last: 5 } }])
    edit(path, "UPDATE event SET seq = 5 - seq WHERE stream = 'site'")
    const findings = await storage.check()
    expect(new Set(findings.map(({ sentence }) => sentence))).toEqual(new Set(['engine', 'gap', 'order']))
    const said = LANGUAGES.flatMap((language) => findings.map((one) => sayFinding(one, translator(language))))
    expect(said).toContain('the journal session/s_1 has 4 events but ends at 5: some are missing')
    expect(said.filter((sentence) => /[{}]|undefined|: $/.test(sentence))).toEqual([])
  })

  it('is found damaged when its pages are', async () => {
    const path = await freshFile()
    const storage = await migrated(`sqlite:${path}`)
    for (let after = 0; after < 3000; after += 300) await storage.journal.commit([append('site', after, 300)])
    await storage.close()
    const bytes = await readFile(path)
    bytes.fill(0x5a, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 20_000)
    await writeFile(path, bytes)
    const again = await opened(`sqlite:${path}`)
    const findings = await again.check().catch((error: unknown) => error)
    if (Array.isArray(findings)) expect(findings[0]).toMatchObject({ sentence: 'engine' })
    else expect(findings).toMatchObject({ code: 'storage.damaged' })
    await expect(everyLine(again)).rejects.toMatchObject({ code: 'storage.damaged' })
  })

  it('lets commits wait, not fail, while a rebuild is at work', async () => {
    const storage = await migrated(`sqlite:${await freshFile()}`)
    let during: Promise<unknown> | undefined
    await storage.rebuild(
      (async function* () {
        yield [sessionRow('s_1')]
        during = storage.journal.commit([append('site', 0, 1), append('site', 1, 1)])
        yield [sessionRow('s_2')]
      })(),
    )
    expect(await during).toEqual([
      { outcome: 'done', position: 1 },
      { outcome: 'done', position: 2 },
    ])
    expect(await storage.directory.sessions({ limit: 9 })).toHaveLength(2)
  })
})
