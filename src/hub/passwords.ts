// Passwords at rest: argon2id with the parameters of RFC 9106's second choice, cut to what a small hub can afford.
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Passwords } from '../features/ports.ts'

/** Memory 19 MiB, 2 passes, 1 lane: OWASP's minimum for argon2id, 40 ms here. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
/** Hashes computed at once; more wait, so that a flood of sign-ins cannot fill the memory. */
const MAX_AT_ONCE = 2

function derive(password: string, nonce: Uint8Array): Promise<Buffer> {
  const parameters: Argon2Parameters = { message: password.normalize('NFC'), nonce, ...COST }
  return new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(Buffer.from(tag)))),
  )
}

/** Makes the password port. Stored form: `argon2id$<nonce>$<tag>`, base64url. */
export function createPasswords(): Passwords {
  let free = MAX_AT_ONCE
  const waiting: (() => void)[] = []
  const take = async (): Promise<void> => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const give = (): void => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  const limited = async (password: string, nonce: Uint8Array): Promise<Buffer> => {
    await take()
    try {
      return await derive(password, nonce)
    } finally {
      give()
    }
  }
  return {
    async hash(password) {
      const nonce = randomBytes(16)
      return `argon2id$${nonce.toString('base64url')}$${(await limited(password, nonce)).toString('base64url')}`
    },
    /** Takes the same time for an account that does not exist: an empty hash is compared and never matches. */
    async verify(password, hash) {
      const [kind, nonce, tag] = hash.split('$')
      const known = kind === 'argon2id' && nonce && tag
      const given = await limited(password, known ? Buffer.from(nonce, 'base64url') : randomBytes(16))
      const expected = known ? Buffer.from(tag, 'base64url') : randomBytes(COST.tagLength)
      return given.length === expected.length && timingSafeEqual(given, expected) && Boolean(known)
    },
  }
}
