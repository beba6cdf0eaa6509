// What may be typed after `deskhand-agent`, and what each mistake is called in both languages.
import { describe, expect, test } from 'vitest'
import { readCommand } from '../../agent/command-line.ts'
import { printError } from '../../agent/print.ts'
import { LANGUAGES, translator } from '../../src/language/catalogue.ts'
import { DeskhandError } from '../../src/protocol/error.ts'

const problemOf = (argv: readonly string[]): DeskhandError => {
  try {
    readCommand(argv)
  } catch (error) {
    if (error instanceof DeskhandError) return error
    throw error
  }
  throw new Error(`${argv.join(' ')} was taken`)
}

describe('joining', () => {
  test.each([
    [['123456789'], null],
    [['123 456 789'], null],
    [['123', '456', '789'], null],
    [['123-456-789'], null],
    [['https://support.example.com/j/123456789'], 'https://support.example.com'],
    [['https://example.com/help/j/123456789/'], 'https://example.com/help'],
    [['http://127.0.0.1:4747/j/123456789', '--hub', 'https://other.example'], 'https://other.example'],
  ])('%j names the session and the hub', (argv, hub) => {
    expect(readCommand(argv)).toMatchObject({ verb: 'join', code: '123456789', hub })
  })

  test('flags are read into a policy', () => {
    const command = readCommand([
      '123456789',
      '--allow',
      'desktop.view,script',
      '--allow',
      'all',
      '--deny',
      'record',
      '--platform',
      'fake',
      '--password-stdin',
      '--json',
      '--lang',
      'ko',
      '--name',
      'Jamie',
      '--email',
      'j@example.com',
    ])
    expect(command).toEqual({
      verb: 'join',
      code: '123456789',
      hub: null,
      name: 'Jamie',
      email: 'j@example.com',
      policy: { allowAll: true, allow: new Set(['desktop.view', 'script']), denyAll: false, deny: new Set(['record']) },
      allowApps: null,
      platform: 'fake',
      passwordStdin: true,
      json: true,
      language: 'ko',
    })
  })
})

describe('the verbs', () => {
  test.each([
    [['status'], { verb: 'status', session: null }],
    [['status', '-s', '123456789', '--json'], { verb: 'status', session: '123456789', json: true }],
    [['revoke'], { verb: 'revoke', kinds: null }],
    [['revoke', 'all'], { verb: 'revoke', kinds: null }],
    [['revoke', 'desktop.view', 'record'], { verb: 'revoke', kinds: ['desktop.view', 'record'] }],
    [['leave'], { verb: 'leave' }],
    [['say', 'hello', 'there'], { verb: 'say', text: 'hello there' }],
    [
      ['doctor', '--hub', 'https://x.example', '--platform', 'x11'],
      { verb: 'doctor', hub: 'https://x.example', platform: 'x11' },
    ],
    [['--help'], { verb: 'help' }],
    [['123456789', '--help'], { verb: 'help' }],
    [['help'], { verb: 'help' }],
    [['-V'], { verb: 'version' }],
  ])('%j', (argv, command) => {
    expect(readCommand(argv)).toMatchObject(command)
  })
})

describe('a mistake is named', () => {
  test.each([
    [[], 'noCode', ''],
    [['12345678'], 'code', '12345678'],
    [['hello'], 'code', 'hello'],
    [['123456789', 'more'], 'tooMuch', 'more'],
    [['status', 'more'], 'tooMuch', 'more'],
    [['123456789', '--colour'], 'option', '--colour'],
    [['123456789', '--name'], 'option', '--name'],
    [['status', '--allow', 'all'], 'notHere', '--allow'],
    [['123456789', '--session', 'x'], 'notHere', '--session'],
    [['123456789', '--allow', 'desktop'], 'kind', 'desktop'],
    [['123456789', '--deny', 'x'], 'kind', 'x'],
    [['revoke', 'screen'], 'kind', 'screen'],
    [['123456789', '--allow', 'cobrowse.view'], 'alwaysAsks', 'cobrowse.view'],
    [['123456789', '--platform', 'mac'], 'platform', 'mac'],
    [['123456789', '--lang', 'fr'], 'language', 'fr'],
    [['say'], 'noText', ''],
    [['say', '   '], 'noText', ''],
  ])('%j is %s', (argv, usage, word) => {
    const error = problemOf(argv)
    expect(error).toMatchObject({ code: 'usage', exitCode: 2, details: { usage, word } })
    for (const language of LANGUAGES) {
      const out: string[] = []
      const stream = { write: (text: string) => out.push(text) }
      const code = printError(error, {
        stdout: stream,
        stderr: stream,
        translate: translator(language),
        language,
        json: false,
      })
      expect(code).toBe(2)
      expect(out.join('')).toContain(word)
      expect(out.join('')).not.toMatch(/agent\.usage|\{\w+\}|undefined/)
    }
  })

  test('with --json the error is one JSON value with its code', () => {
    const out: string[] = []
    const stream = { write: (text: string) => out.push(text) }
    printError(problemOf(['say', '--json']), {
      stdout: stream,
      stderr: stream,
      language: 'en',
      translate: translator('en'),
      json: true,
    })
    expect(JSON.parse(out.join(''))).toMatchObject({
      error: { code: 'usage', message: expect.stringContaining('deskhand-agent say') },
    })
  })
})
