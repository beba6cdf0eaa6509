// Colour appears exactly where the environment, the options and the output allow it.
import { expect, test } from 'vitest'
import { colourDepth, paint } from '../../../src/terminal/print/colour.ts'
import { withOptions } from '../../../src/terminal/print/io.ts'
import { fakeIo } from '../../support/fake-io.ts'

const tty = { isTty: true, noColor: false }

test.each([
  ['a plain terminal', { TERM: 'xterm' }, tty, '16'],
  ['a 256-colour terminal', { TERM: 'xterm-256color' }, tty, '256'],
  ['a true-colour terminal', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, tty, 'true'],
  ['NO_COLOR', { TERM: 'xterm', NO_COLOR: '1' }, tty, 'none'],
  ['an empty NO_COLOR', { TERM: 'xterm', NO_COLOR: '' }, tty, '16'],
  ['--no-color', { TERM: 'xterm', CLICOLOR_FORCE: '1' }, { isTty: true, noColor: true }, 'none'],
  ['a dumb terminal', { TERM: 'dumb' }, tty, 'none'],
  ['a pipe', { TERM: 'xterm' }, { isTty: false, noColor: false }, 'none'],
  ['CLICOLOR_FORCE in a pipe', { TERM: 'xterm', CLICOLOR_FORCE: '1' }, { isTty: false, noColor: false }, '16'],
  ['CLICOLOR_FORCE=0', { TERM: 'xterm', CLICOLOR_FORCE: '0' }, { isTty: false, noColor: false }, 'none'],
  ['NO_COLOR against CLICOLOR_FORCE', { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, tty, 'none'],
] as const)('%s decides the colours', (_, env, question, depth) => {
  expect(colourDepth(env, question)).toBe(depth)
})

test('paint leaves text alone without colour and closes what it opens with it', () => {
  expect(paint('none', 'red', 'x')).toBe('x')
  expect(paint('16', 'red', 'x')).toBe('\x1b[31mx\x1b[39m')
})

test('the global options change an Io that exists', () => {
  const { io } = fakeIo({ isTty: true, env: { TERM: 'xterm' } })
  expect([io.colour, io.isJson, io.columns, io.language]).toEqual(['16', false, 80, 'en'])
  const changed = withOptions(io, { noColor: true, isJson: true })
  expect([changed.colour, changed.errorColour, changed.isJson]).toEqual(['none', 'none', true])
})
