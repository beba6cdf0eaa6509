// Why a file could not be read or written, in words instead of the system's.

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'you have no right to it',
  EPERM: 'you have no right to it',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'it is larger than a file may be there',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'it is a link',
}

/** Says it; what has no words here is said as the system does. @param error  of `node:fs`, or any other */
export function fileProblem(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException // node:fs throws nothing else
  return WORDS[code] ?? message
}
