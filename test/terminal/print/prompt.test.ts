// Prompts ask a person and refuse a pipe, naming the option to pass.
import { expect, test } from 'vitest'
import { ask, askSecret, confirm, readSecret, SECRET_MAX_BYTES } from '../../../src/terminal/print/prompt.ts'
import { fakeIo } from '../../support/fake-io.ts'
import { until } from '../../support/wait.ts'

const question = { text: 'Topic', flag: '--topic TEXT' }

test('without a terminal every prompt refuses with exit code 2 and the option to pass', async () => {
  const { io } = fakeIo()
  for (const prompt of [ask(io, question), confirm(io, question), askSecret(io, question)])
    await expect(prompt).rejects.toMatchObject({ code: 'input.required', exitCode: 2, help: 'pass --topic TEXT' })
})

test('ask returns the line, or the fallback for an empty one', async () => {
  const first = fakeIo({ isTty: true })
  const answer = ask(first.io, question)
  first.stdin.write('  프린터 \r')
  expect(await answer).toBe('프린터')
  const second = fakeIo({ isTty: true })
  const fallback = ask(second.io, question, 'general')
  await until('the prompt', () => second.err().includes('Topic [general]: '))
  second.stdin.write('\r')
  expect(await fallback).toBe('general')
  expect(second.out()).toBe('')
})

test.each([
  ['y', 'en', true],
  ['YES', 'en', true],
  ['n', 'en', false],
  ['', 'en', false],
  ['yess', 'en', false],
  ['예', 'ko', true],
  ['아니요', 'ko', false],
])('confirm takes "%s" in %s as %s', async (typed, language, expected) => {
  const { io, stdin } = fakeIo({ isTty: true, env: { DESKHAND_LANG: language } })
  const answer = confirm(io, question)
  stdin.write(`${typed}\r`)
  expect(await answer).toBe(expected)
})

test('Ctrl-C and the end of input interrupt every prompt with exit code 130', async () => {
  for (const prompt of [ask, confirm, askSecret]) {
    const { io, stdin } = fakeIo({ isTty: true })
    const answer = prompt(io, question)
    stdin.write('\x03')
    await expect(answer).rejects.toMatchObject({ code: 'interrupted', exitCode: 130 })
    const ended = fakeIo({ isTty: true })
    const other = prompt(ended.io, question)
    ended.stdin.end()
    await expect(other).rejects.toMatchObject({ code: 'interrupted' })
  }
})

test('askSecret shows nothing of what is typed and edits it all the same', async () => {
  const { io, stdin, out, err } = fakeIo({ isTty: true })
  const answer = askSecret(io, question)
  for (const key of ['wrong', '\x15', '비밀', 'x', '\x7f', '!', '\r']) stdin.write(key)
  expect(await answer).toBe('비밀!')
  expect([out(), err()]).toEqual(['', 'Topic: \n'])
})

test('two secrets can be pasted at once, one a prompt', async () => {
  const { io, stdin } = fakeIo({ isTty: true })
  stdin.write('one\rtwo\r')
  expect([await askSecret(io, question), await askSecret(io, question)]).toEqual(['one', 'two'])
})

test('readSecret takes the longest secret and refuses one byte more', async () => {
  const longest = 'a'.repeat(SECRET_MAX_BYTES)
  const read = async (text: string) => {
    const { io, stdin } = fakeIo()
    stdin.end(text)
    return await readSecret(io)
  }
  expect(await read(`${longest}\n`)).toBe(longest)
  expect(await read('pass word\r\n')).toBe('pass word')
  await expect(read(`${longest}a`)).rejects.toMatchObject({ code: 'usage', exitCode: 2 })
})
