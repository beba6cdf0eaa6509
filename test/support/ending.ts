// What a test started is ended with it: after the test that asked, or after the file when no test was running.
import { afterAll, onTestFinished, TestRunner } from 'vitest'

/** Undoes one thing a test did; awaited. */
export type Ending = () => unknown

const ofTheFile: Ending[] = []
afterAll(() => runAll(ofTheFile))
const ofTests = new WeakMap<object, Ending[]>()

/**
 * Calls `ending` when the running test is over, passed or failed, or after the file's last test when called from
 * `beforeAll` or from the file itself. The last registered is called first.
 */
export function atEnd(ending: Ending): void {
  const test: object | undefined = TestRunner.getCurrentTest()
  if (!test) {
    ofTheFile.push(ending)
    return
  }
  const known = ofTests.get(test)
  if (known) {
    known.push(ending)
    return
  }
  const endings = [ending]
  ofTests.set(test, endings)
  onTestFinished(() => runAll(endings))
}

async function runAll(endings: Ending[]): Promise<void> {
  const failures: unknown[] = []
  for (let ending = endings.pop(); ending; ending = endings.pop()) {
    try {
      await ending()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'what the test started could not be ended')
}
