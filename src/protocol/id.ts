// Ids and codes: how they look, and how they are made from a source of randomness that is passed in.

/** Gives `size` unpredictable bytes. */
export type RandomBytes = (size: number) => Uint8Array

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const ID_CHARACTERS = 16

/** Prefixes tell what an id names: `s_` a session, `p_` a participant, `k_` an ask, `a_` an account, `t_` a token, `m_` a mark, `f_` a file. */
export type IdPrefix = 's' | 'p' | 'k' | 'a' | 't' | 'r' | 'i' | 'm' | 'f'

/** Makes an id: the prefix and 80 random bits in Crockford base 32. */
export function newId(prefix: IdPrefix, random: RandomBytes): string {
  let id = ''
  for (const byte of random(ID_CHARACTERS)) id += ALPHABET[byte & 31]
  return `${prefix}_${id}`
}

/** Makes a session number: nine digits, the first not zero, without modulo bias. */
export function newNumber(random: RandomBytes): string {
  for (;;) {
    const bytes = random(4)
    const value = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
    if (value < 3_600_000_000) return String(100_000_000 + (value % 900_000_000))
  }
}

/** `123456789` as people read it: `123 456 789`. */
export function spellNumber(number: string): string {
  return number.replace(/(\d{3})(?=\d)/g, '$1 ')
}

/** What someone typed or pasted for a session: a number with any spaces or dashes, or a link that ends in one. Null when neither. */
export function parseCode(text: string): string | null {
  const trimmed = text.trim()
  const last = /\/j\/(\d{9})\/?$/.exec(trimmed)?.[1]
  if (last) return last
  const digits = trimmed.replace(/[\s-]/g, '')
  return /^\d{9}$/.test(digits) ? digits : null
}

const TOKEN_BYTES = 32

/** Makes a secret token: 256 random bits, base64url, with a prefix that secret scanners can find. */
export function newToken(random: RandomBytes): string {
  return `dh_${Buffer.from(random(TOKEN_BYTES)).toString('base64url')}`
}
