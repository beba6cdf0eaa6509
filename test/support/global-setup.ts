// Before the first test: build the programs and open the run's folder; after the last: end whatever is left.
import { buildIfStale } from './build.ts'
import { servePostgres } from './postgres.ts'
import { endRun, makeRunFolder } from './run-folder.ts'

/** Environment variable that tells the workers why there are no programs to start. */
const BUILD_ERROR_VARIABLE = 'DESKHAND_TEST_BUILD_ERROR'

/** Called once by vitest in its main process. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await makeRunFolder()
  delete process.env[BUILD_ERROR_VARIABLE]
  await buildIfStale().catch((error: unknown) => {
    // Tests that start no program can still say something; those that do fail with these words.
    process.env[BUILD_ERROR_VARIABLE] = error instanceof Error ? error.message : String(error)
    console.error(process.env[BUILD_ERROR_VARIABLE])
  })
  const stopPostgres = await servePostgres(folder)
  return async () => {
    await stopPostgres()
    const left = await endRun(folder)
    if (left.length > 0) console.error(`processes left behind by tests, now ended:\n  ${left.join('\n  ')}`)
  }
}
