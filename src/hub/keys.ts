// The hub’s signing key: an ed25519 pair in its own 0600 file. To change it, move the file away; the next start makes one.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Signs texts with the current key. `key` is the SHA-256 of the public key (SPKI DER), base64url: its fingerprint. */
export interface Signer {
  readonly key: string
  readonly publicKey: string
  sign(text: string): string
}

const CURRENT = 'signing.key'

function signerOf(privateKey: KeyObject): Signer {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return {
    key: createHash('sha256').update(spki).digest('base64url'),
    publicKey: spki.toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
  }
}

async function readKey(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Reads the secret an administrator put into a file of a folder; null where there is none. */
export async function readSecret(folder: string, name: string): Promise<string | null> {
  return (await readKey(join(folder, name)))?.trim() || null
}

async function writeKey(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const path = join(folder, CURRENT)
  await writeFile(`${path}.new`, pem, { mode: 0o600, flag: 'w' })
  await rename(`${path}.new`, path)
  return pem
}

/** Opens the key of a folder, making one the first time. */
export async function openSigner(folder: string): Promise<Signer> {
  const pem = (await readKey(join(folder, CURRENT))) ?? (await writeKey(folder))
  return signerOf(createPrivateKey(pem))
}
