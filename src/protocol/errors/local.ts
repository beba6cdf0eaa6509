// Errors of a program on its own machine: usage, files, bundles, time.
import type { ErrorRows } from './spec.ts'

/** Errors of a program on its own machine: usage, files, bundles, time. */
export const localErrors = {
  'input.required': {
    sentence: 'an answer is needed and there is no terminal to ask on: {what}',
    help: 'pass {flag}',
    exit: 2,
    http: 400,
  },
  'file.unreadable': {
    sentence: '{path} cannot be read: {problem}',
    help: 'check the path and its permissions',
    exit: 1,
    http: 400,
  },
  'file.unwritable': {
    sentence: '{path} cannot be written: {problem}',
    help: 'check the path and its permissions',
    exit: 1,
    http: 400,
  },
  'file.exists': {
    sentence: '{path} exists already',
    help: 'choose another name, or overwrite it with --force',
    exit: 9,
    http: 409,
  },
  'bundle.invalid': {
    sentence: 'the bundle does not verify: {problem}',
    help: 'do not trust it; ask for the original',
    exit: 1,
    http: 400,
  },
  'clipboard.too-large': {
    sentence: 'the text on the clipboard is longer than {limit} bytes',
    help: 'send it as a file',
    exit: 8,
    http: 413,
  },
  'clipboard.gone': {
    sentence: 'the text from the clipboard did not arrive',
    help: 'try once more; it is held for a minute and taken once',
    exit: 7,
    http: 410,
    retry: true,
  },
  'clipboard.silent': {
    sentence: 'the program that has the clipboard did not give it within {seconds} s',
    help: 'copy the text again there, then try once more',
    exit: 7,
    http: 504,
    retry: true,
  },
  timeout: {
    sentence: 'it did not happen in {seconds} s: {what}',
    help: 'wait longer with --timeout',
    exit: 7,
    http: 408,
    retry: true,
  },
  internal: {
    sentence: 'something went wrong inside Deskhand: {problem}',
    help: 'report it with the log of that moment',
    exit: 1,
    http: 500,
  },
  usage: { sentence: '{problem}', help: 'see --help', exit: 2, http: 400 },
  interrupted: { sentence: 'interrupted', help: 'nothing: you asked for it', exit: 130, http: 499 },
} as const satisfies ErrorRows
