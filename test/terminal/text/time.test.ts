// Times, durations and sizes read as a person in that place expects.
import { expect, test } from 'vitest'
import {
  dateAndTime,
  duration,
  fileSize,
  isTimeZone,
  shortTime,
  stopwatch,
  timeOfDay,
} from '../../../src/terminal/text/time.ts'

const AT = Date.UTC(2026, 10, 20, 20, 3, 7)
const seoul = { language: 'ko', timeZone: 'Asia/Seoul' } as const
const newYork = { language: 'en', timeZone: 'America/New_York' } as const

test('the same moment is shown in each reader’s time zone and language', () => {
  expect(timeOfDay(AT, seoul)).toBe('05:03')
  expect(timeOfDay(AT, newYork, true)).toBe('15:03:07')
  expect(dateAndTime(AT, seoul)).toBe('2026년 11월 21일 05:03 GMT+9')
  expect(dateAndTime(AT, newYork)).toBe('Nov 20, 2026, 15:03 EST')
})

test('midnight is 00, and summer time is kept', () => {
  expect(timeOfDay(Date.UTC(2026, 0, 1, 15), seoul)).toBe('00:00')
  expect(timeOfDay(Date.UTC(2026, 6, 1, 15), newYork)).toBe('11:00')
})

test('a time is as short as the reader’s own day and year allow', () => {
  const now = Date.UTC(2026, 10, 20, 23)
  expect(shortTime(AT, now, newYork)).toBe('15:03')
  expect(shortTime(Date.UTC(2026, 10, 20, 3), now, newYork)).toBe('Nov 19, 22:03'.replace('03', '00'))
  expect(shortTime(Date.UTC(2025, 0, 5, 12), now, seoul)).toBe('2025년 1월 5일')
})

test('durations show their two largest units', () => {
  expect([0, 999, 59_000, 60_000, 3_723_000, 90_000_000].map((ms) => duration(ms, 'en'))).toEqual([
    '0ms',
    '999ms',
    '59s',
    '1m',
    '1h 2m',
    '1d 1h',
  ])
  expect(duration(3_723_000, 'ko')).toBe('1시간 2분')
  expect(duration(-5, 'en')).toBe('0ms')
})

test('a stopwatch counts minutes and, when needed, hours', () => {
  expect([0, 7_000, 723_000, 3_723_000, -1].map(stopwatch)).toEqual(['0:00', '0:07', '12:03', '1:02:03', '0:00'])
})

test('sizes change their unit where they would need four digits', () => {
  expect([0, 999, 1000, 1_500_000, 999_960, 2e15, 5e18].map((bytes) => fileSize(bytes, 'en'))).toEqual([
    '0B',
    '999B',
    '1 kB',
    '1.5 MB',
    '1 MB',
    '2 PB',
    '5,000 PB',
  ])
})

test('an unknown time zone is recognised before it is used', () => {
  expect([isTimeZone('Asia/Seoul'), isTimeZone('Mars/Olympus')]).toEqual([true, false])
})
