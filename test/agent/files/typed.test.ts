// Lines the customer types: two words reach their files, all else is a message.
import { expect, test } from 'vitest'
import { readTyped } from '../../../agent/files/typed.ts'

test('/files and /download are taken, with folders that have blanks', () => {
  expect(readTyped('/files')).toEqual({ is: 'files' })
  expect(readTyped('/download 2 ~/My Files')).toEqual({ is: 'download', number: 2, folder: '~/My Files' })
  for (const line of ['/download', '/download 2', '/download x /tmp', '/download 2 '])
    expect([line, readTyped(line)]).toEqual([line, { is: 'unclear' }])
})

test('every other line is a message, paths too', () => {
  for (const line of ['/etc/hosts', '/filesystem', '/files please', '/downloads', 'what is /download?', '/', ''])
    expect([line, readTyped(line)]).toEqual([line, null])
})
