// Says what is right and wrong with a hub's data.
import type { Run } from '../../features/command.ts'
import { printResult } from '../../features/shape.ts'
import { doctorHub } from '../../hub/care.ts'
import { printText } from '../../terminal/print/print-message.ts'
import { hubPlace, type PlaceOptions } from './hub-place.ts'

/** `deskhand hub doctor`: [{"what","ok","detail"}]; exit code 1 when something is wrong. */
export const run: Run<PlaceOptions> = async ({ io }, { options }) => {
  const findings = await doctorHub(hubPlace(io, options))
  await printResult(io, findings, async () => {
    for (const { what, ok, detail } of findings) await printText(io, `${ok ? '✓' : '✗'} ${what}: ${detail}`)
  })
  return findings.every((one) => one.ok) ? undefined : 1
}
