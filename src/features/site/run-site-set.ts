// Changes one setting of the site.
import type { Run } from '../command.ts'
import { printFields, printResult } from '../shape.ts'

/** `deskhand admin site set NAME VALUE`: {"name","value"}. The value is JSON; what is no JSON counts as text. */
export const run: Run = async ({ io, request }, { args: [name = '', text = ''] }) => {
  const set = await request('site.set', { name, value: readValue(text) })
  await printResult(io, { name: set.name, value: set.value }, () =>
    printFields(io, [set.name, JSON.stringify(set.value) ?? '']),
  )
  return undefined
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text // a word without quotes is meant as text
  }
}
