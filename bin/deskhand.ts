// The rep's program: arguments in, exit code out.
import { main } from '../src/cli/main.ts'

process.exit(await main(process, process.argv.slice(2)))
