// Errors of files on their way from one machine to another.
import type { ErrorRows } from './spec.ts'

/** Errors of files on their way from one machine to another. */
export const fileErrors = {
  'file.too-large': {
    sentence: '{name} has {bytes} bytes; at most {limit} may be sent',
    help: 'send less, or ask the administrator to raise `file.limitBytes`',
    exit: 8,
    http: 413,
  },
  'file.quota': {
    sentence: 'the files of this session would have {bytes} bytes; at most {limit} may be there at a time',
    help: 'take back what is no longer needed with `deskhand file unpublish`',
    exit: 8,
    http: 413,
  },
  'file.differs': {
    sentence: 'the bytes of {name} are not the announced ones',
    help: 'send it again; it may have changed meanwhile',
    exit: 1,
    http: 422,
  },
  'file.not-found': {
    sentence: 'there is no file {file} to download in this session',
    help: 'list them with `deskhand file ls`, on the customer’s machine with `deskhand-agent files`',
    exit: 3,
    http: 404,
  },
  'file.gone': {
    sentence: '{name} was taken back, or the exchange of files has ended',
    help: 'ask support to publish it again',
    exit: 3,
    http: 410,
  },
  'file.no-room': {
    sentence: 'the hub has no room for {name}',
    help: 'tell the administrator that its disk is full',
    exit: 8,
    http: 507,
  },
  'file.some': {
    sentence: '{done} of {total} files were published; not: {names}',
    help: 'see what was said of each, then publish those again',
    exit: 10,
    http: 409,
  },
} as const satisfies ErrorRows
