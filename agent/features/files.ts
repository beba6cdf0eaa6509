// Files from support: after a yes they can be put here; nothing is written before the customer downloads one.
import { aborted } from '../../src/client/aborted.ts'
import { fileRequests } from '../../src/features/files/protocol.ts'
import { type Handler, handler } from './handler.ts'

/** The action `file.open`: it goes on until either side stops it. */
export const openFiles: Handler = handler(
  'files.basic',
  fileRequests['file.open'].data,
  async ({ ask, files, signal, started }) => {
    const close = files.open(ask)
    try {
      await started({})
      await aborted(signal)
      return 'done'
    } finally {
      close()
    }
  },
)
