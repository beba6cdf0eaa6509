// Completion: the words a shell offers are those the program takes.
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { wordsAfter } from '../../src/cli/completion.ts'
import { built, runDeskhand, runProgram } from '../support/programs.ts'

test('every noun, verb and option is offered where it may stand', () => {
  const words = wordsAfter(COMMANDS)
  expect(words.get('')).toContain('session')
  expect(words.get('session')).toEqual(expect.arrayContaining(['start', 'list', 'invite', 'replay']))
  expect(words.get('session start')).toEqual(expect.arrayContaining(['--topic', '--tracking', '--json']))
  expect(words.get('admin user')).toEqual(['add', 'list', 'edit', 'disable', 'enable'])
  expect(words.get('help')).toEqual(expect.arrayContaining(['exit-codes', 'json']))
})

test('the bash script completes nouns, verbs, options and choices in a real bash', async () => {
  const complete = async (...typed: readonly string[]): Promise<readonly string[]> => {
    const script = `source <("$1" "$2" completion bash); shift 2
      COMP_WORDS=(deskhand "$@"); COMP_CWORD=$#; _deskhand; printf '%s\\n' "\${COMPREPLY[@]}"`
    const command = ['bash', '-c', script, 'bash', process.execPath, built('deskhand/deskhand.js'), ...typed]
    return (await runProgram(command)).stdout.split('\n').filter(Boolean)
  }
  expect(await complete('ses')).toEqual(['session'])
  expect(await complete('session', 'st')).toEqual(['start'])
  expect(await complete('session', 'start', '--to')).toEqual(['--topic', '--token-file'])
  expect(await complete('session', 'wait', '--for', '')).toEqual(['joined', 'active', 'ended'])
  expect(await complete('--json', 'admin', 'us')).toEqual(['user'])
})

test('zsh and fish get their scripts, an unknown shell a usage error', async () => {
  expect((await runDeskhand(['completion', 'zsh'])).stdout).toMatch(/^#compdef deskhand\n/)
  expect((await runDeskhand(['completion', 'fish'])).stdout).toContain("-a session -d 'Support sessions'")
  expect((await runDeskhand(['completion', 'tcsh'])).code).toBe(2)
})
