// A bundle proves itself offline, and everything that can be done to it is named.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bundleHeader,
  bundleTrailer,
  fingerprint,
  MAX_BUNDLE_LINE_BYTES,
  readBundleLine,
} from '../../src/journal/bundle.ts'
import { type Author, type Draft, EMPTY_HEAD, type Head, place, SYSTEM } from '../../src/journal/event.ts'
import { headText } from '../../src/journal/seal.ts'
import { MAX_FINDINGS, verifyBundle } from '../../src/journal/verify-bundle.ts'

const STREAM = 'session/s_1'
const AT = 1_700_000_000_000
const BY: Author = { id: 'p_1', name: '김 "상담" \u2028', role: 'primary' }

interface Key {
  readonly private: KeyObject
  readonly publicKey: string
  readonly key: string
}
function newKey(): Key {
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url')
  return { private: pair.privateKey, publicKey, key: fingerprint(publicKey) }
}
const HUB = newKey()

const signed = (head: Head, by: Key, at = AT) =>
  sign(null, Buffer.from(headText(STREAM, head, at)), by.private).toString('base64url')

/** A journal of `count` chats, sealed or not, as a bundle. */
function bundle(count: number, given: { readonly by?: Key; readonly isSealed?: boolean } = {}): string[] {
  const { by = HUB, isSealed = false } = given
  const drafts: Draft[] = Array.from({ length: count }, (_, i) => ({
    type: 'chat.sent',
    data: { to: 'all', text: `no ${i}` },
  }))
  let { entries, head } = place(STREAM, EMPTY_HEAD, { drafts, by: BY, at: AT })
  if (isSealed) {
    const seal = { type: 'session.sealed', data: { ...head, key: by.key, signature: signed(head, by, 0) } }
    const more = place(STREAM, head, { drafts: [seal], by: SYSTEM, at: AT })
    entries = [...entries, ...more.entries]
    head = more.head
  }
  const { key, publicKey } = by
  const trailer = bundleTrailer({ stream: STREAM, ...head, at: AT, key, publicKey, signature: signed(head, by) })
  return [bundleHeader(STREAM, { at: AT, build: '0' }), ...entries.map(({ line }) => line), trailer]
}

const damages = async (lines: readonly string[], key?: string) =>
  (await verifyBundle(lines, key ?? null)).findings.map(({ damage, seq }) => `${damage} ${seq}`)

test('a bundle that was left alone verifies, sealed or not, also with its key named', async () => {
  expect(await verifyBundle(bundle(5))).toMatchObject({ findings: [], events: 5, sealed: false, stream: STREAM })
  expect(await verifyBundle(bundle(5, { isSealed: true }), HUB.key)).toMatchObject({ findings: [], sealed: true })
  expect(await verifyBundle(bundle(0))).toMatchObject({ findings: [], events: 0 })
})

test('a cut-off end is named truncated, with the signed head or without it', async () => {
  const lines = bundle(5)
  expect(await damages([...lines.slice(0, 4), ...lines.slice(6)])).toEqual(['truncated 4'])
  expect(await damages(lines.slice(0, -1))).toEqual(['truncated 0'])
  expect(await damages(lines.slice(0, 1))).toEqual(['truncated 0'])
})

test('an edited entry is named, in the middle and at the end', async () => {
  const lines = bundle(5)
  expect(await damages(lines.map((line, i) => (i === 2 ? line.replace('no 1', 'NO 1') : line)))).toEqual(['edited 2'])
  expect(await damages(lines.map((line, i) => (i === 5 ? line.replace('no 4', 'NO 4') : line)))).toEqual(['edited 5'])
  expect(await damages(lines.map((line, i) => (i === 3 ? `${line} ` : line)))).toEqual(['edited 3'])
})

test('two entries that changed places are named reordered', async () => {
  const lines = bundle(5)
  ;[lines[2], lines[3]] = [lines[3] as string, lines[2] as string] // both are there: five entries
  expect(await damages(lines)).toEqual(['reordered 2'])
})

test('a removed entry is named, and so are a repeated and an added one', async () => {
  const lines = bundle(5)
  expect(await damages(lines.filter((_, i) => i !== 3))).toEqual(['removed 3'])
  expect(await damages(lines.filter((_, i) => i !== 2 && i !== 3))).toEqual(['removed 2'])
  expect(await damages([...lines.slice(0, 3), lines[2] as string, ...lines.slice(3)])).toEqual(['repeated 2'])
  expect(await damages([...lines, lines[2] as string])).toEqual(['added 0'])
  const longer = bundle(6)
  expect(await damages([...longer.slice(0, 7), lines.at(-1) as string])).toEqual(['added 6'])
})

test('a forged signature is named: a rewritten chain, a foreign signature, a foreign key, a foreign stream', async () => {
  const lines = bundle(5)
  const rewritten = bundle(4)
  const head = JSON.parse(rewritten.at(-1) as string).deskhandHead // a trailer we wrote
  const own = JSON.parse(lines.at(-1) as string).deskhandHead
  const trailer = (change: object): string => bundleTrailer({ ...head, ...change })
  expect(await damages([...rewritten.slice(0, -1), trailer({ signature: own.signature })])).toEqual(['forged 4'])
  expect(await damages([...rewritten.slice(0, -1), trailer({ publicKey: newKey().publicKey })])).toEqual(['forged 4'])
  expect(await damages([...rewritten.slice(0, -1), trailer({ publicKey: 'AAAA', key: fingerprint('AAAA') })])).toEqual([
    'forged 4',
  ])
  expect(await damages([...rewritten.slice(0, -1), trailer({ stream: 'session/s_2' })])).toEqual([
    'forged 4',
    'forged 4',
  ])
})

test('a journal signed anew with a key of one’s own is named by its unknown key', async () => {
  const attacker = newKey()
  expect(await damages(bundle(5, { by: attacker }))).toEqual([])
  expect(await damages(bundle(5, { by: attacker }), HUB.key)).toEqual(['unknown-key 5'])
})

test('the seal inside the journal is checked as well', async () => {
  const head: Head = { seq: 1, hash: 'x' }
  for (const data of [
    { ...head, key: HUB.key, signature: signed(head, HUB, 0) },
    { seq: 9, hash: '', key: HUB.key, signature: '' },
    { nothing: true },
  ]) {
    const made = place(STREAM, EMPTY_HEAD, {
      drafts: [
        { type: 'x', data: 1 },
        { type: 'session.sealed', data },
      ],
      by: SYSTEM,
      at: AT,
    })
    const { key, publicKey } = HUB
    const trailer = bundleTrailer({
      stream: STREAM,
      ...made.head,
      at: AT,
      key,
      publicKey,
      signature: signed(made.head, HUB),
    })
    const lines = [bundleHeader(STREAM, { at: AT, build: '0' }), ...made.entries.map(({ line }) => line), trailer]
    expect(await damages(lines)).toEqual(['forged 2'])
  }
  const drafts = [{ type: 'x', data: 1 }]
  const first = place(STREAM, EMPTY_HEAD, { drafts, by: SYSTEM, at: AT })
  const data = { ...first.head, key: HUB.key, signature: signed({ seq: 1, hash: 'other' }, HUB, 0) }
  const made = place(STREAM, first.head, { drafts: [{ type: 'session.sealed', data }], by: SYSTEM, at: AT })
  const head1 = { stream: STREAM, ...made.head, at: AT, key: HUB.key, publicKey: HUB.publicKey }
  const lines = [...first.entries, ...made.entries].map(({ line }) => line)
  const trailer = bundleTrailer({ ...head1, signature: signed(made.head, HUB) })
  expect(await damages([bundleHeader(STREAM, { at: AT, build: '0' }), ...lines, trailer])).toEqual(['forged 2'])
})

test('what is no bundle says so', async () => {
  expect(await damages([])).toEqual(['malformed 0'])
  expect(await damages(['hello'])).toEqual(['malformed 0'])
  expect(await damages(bundle(2).slice(1))).toEqual(['malformed 0'])
  expect(readBundleLine('{"deskhandBundle":2}').is).toBe('nothing')
  expect(MAX_BUNDLE_LINE_BYTES).toBeGreaterThan(1_048_576)
})

test('a thousand findings are cut to the most that are named', async () => {
  const junk = Array.from({ length: 1_000 }, () => '{}')
  const { findings } = await verifyBundle([bundle(1)[0] as string, ...junk])
  expect(findings).toHaveLength(MAX_FINDINGS)
})

test('any change of any byte of an entry or of the signed head is found', async () => {
  const text = bundle(4, { isSealed: true }).join('\n')
  const from = text.indexOf('\n') + 1
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: from, max: text.length - 1 }),
      fc.integer({ min: 32, max: 126 }),
      async (at, code) => {
        const change = String.fromCharCode(code)
        if (text[at] === change) return
        const changed = text.slice(0, at) + change + text.slice(at + 1)
        const same = JSON.stringify(JSON.parse(text.split('\n').at(-1) as string)) === safe(changed.split('\n').at(-1))
        const { findings } = await verifyBundle(changed.split('\n'))
        if (!same || at < text.lastIndexOf('\n')) expect(findings.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('another spelling of the same key or signature is a change and found', async () => {
  for (const field of ['publicKey', 'signature']) {
    const lines = bundle(2)
    const last = lines.at(-1) ?? ''
    const value = new RegExp(`"${field}":"([^"]+)"`).exec(last)?.[1] ?? ''
    const other = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
      .map((letter) => value.slice(0, -1) + letter)
      .find((one) => one !== value && Buffer.from(one, 'base64url').equals(Buffer.from(value, 'base64url')))
    expect(other).toBeDefined()
    expect(await damages([...lines.slice(0, -1), last.replace(value, other ?? '')])).toEqual(['forged 2'])
  }
})

function safe(line: string | undefined): string {
  try {
    return JSON.stringify(JSON.parse(line ?? ''))
  } catch {
    return ''
  }
}
