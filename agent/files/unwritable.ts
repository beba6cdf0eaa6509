// A file or folder of the customer that nothing can be written to.
import { DeskhandError } from '../../src/protocol/error.ts'
import { fileProblem } from '../../src/protocol/file-problem.ts'

/** The error to throw; one that is of ours already stays as it is. @param error  of `node:fs` */
export function unwritable(path: string, error: unknown): DeskhandError {
  if (error instanceof DeskhandError) return error
  return new DeskhandError('file.unwritable', { path, problem: fileProblem(error) }, error)
}
