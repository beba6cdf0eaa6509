// Writes the figures of the last `npm run bench` into the README.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readReport } from '../bench/report.ts'
import { markdown } from '../bench/table.ts'
import { ROOT } from './build.ts'

const PLACE = /(?<=<!-- bench -->\n)[\s\S]*?(?=<!-- \/bench -->)/
const readme = join(ROOT, 'README.md')
const table = markdown(await readReport())
writeFileSync(
  readme,
  readFileSync(readme, 'utf8').replace(PLACE, () => `${table}\n`),
)
