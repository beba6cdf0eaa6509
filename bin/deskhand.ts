// The rep's program: arguments in, exit code out.
import { main } from '../src/cli/main.ts'

const parts = {
  // the rep's own screen is shown with the code that shows a customer's
  ownMachine: async () => {
    const { launch, listApps, shareOwn } = await import('../agent/own-machine.ts')
    return { launch, listApps, share: shareOwn }
  },
}
process.exit(await main(process, process.argv.slice(2), parts))
