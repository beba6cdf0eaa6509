// Secrets never leave the machine in system information, wherever they stand; what is no secret stays readable.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSecretName, MASK, maskArguments, maskText, maskVariable } from '../../../agent/features/sysinfo/mask.ts'

/** Not a word, not a path: what a secret may look like, without anything that would mask it by its looks. */
const secret = fc.stringMatching(/^[a-z]{3}[0-9]{3}[a-z]{2,8}$/)
const SECRET_NAMES = [
  'PASSWORD',
  'DB_PASS',
  'MYSQL_PWD',
  'API_KEY',
  'apiKey',
  'GITHUB_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'SESSION_COOKIE',
  'CLIENT_SECRET',
  'PRIVATE_KEY',
  'AUTH_HEADER',
  'CREDENTIALS',
  'npm_config__authToken',
  'SENTRY_DSN',
  'DATABASE_CONNECTION_STRING',
  'SLACK_WEBHOOK',
  'GPG_PASSPHRASE',
]
const PLAIN_NAMES = [
  'PATH',
  'HOME',
  'PWD',
  'OLDPWD',
  'LANG',
  'SSH_AUTH_SOCK',
  'XAUTHORITY',
  'EDITOR',
  'AUTHOR',
  'KEYBOARD',
  'PASSENGERS',
  'XDG_RUNTIME_DIR',
  'DISPLAY',
]

describe('names', () => {
  test.each(SECRET_NAMES)('%s is a secret', (name) => expect(isSecretName(name)).toBe(true))
  test.each(PLAIN_NAMES)('%s is none', (name) => expect(isSecretName(name)).toBe(false))
})

describe('variables', () => {
  test('whatever a secret variable holds is hidden', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SECRET_NAMES), secret, (name, value) => {
        expect(maskVariable(name, value)).toBe(MASK)
      }),
    )
  })

  test('what is no secret stays as it is', () => {
    for (const value of [
      '/usr/local/bin:/usr/bin',
      'en_US.UTF-8',
      'vim',
      'unix:path=/run/user/1000/bus',
      '/home/jamie/some-folder/with-a-long-name-2024',
      ':0',
      '1.2.3-beta.4',
      'xterm-256color',
    ])
      expect(maskVariable('SOMETHING', value)).toBe(value)
  })
})

describe('values that give themselves away', () => {
  test.each([
    ['ghp_abcdefghij0123456789', 'x ghp_abcdefghij0123456789 y'],
    ['AKIAIOSFODNN7EXAMPLE', 'key=AKIAIOSFODNN7EXAMPLE'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-nature'],
    ['hunter2', 'postgres://app:hunter2@db.internal:5432/x'],
    ['hunter2', 'https://example.com/cb?token=hunter2&x=1'],
    ['hunter2', 'https://example.com/#access_token=hunter2'],
    ['abc123def', 'Authorization: Bearer abc123def'],
    ['MIIEpAIBAAKCAQEA', '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----'],
    ['dh_Zm9vYmFyYmF6cXV4', 'dh_Zm9vYmFyYmF6cXV4'],
    ['Zk3mQp9xLw2vRt8sYb4nHc7d', 'nonce Zk3mQp9xLw2vRt8sYb4nHc7d'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'id d41d8cd98f00b204e9800998ecf8427e'],
  ])('%s is hidden', (value, text) => {
    expect(maskText(text)).not.toContain(value)
    expect(maskText(text)).toContain(MASK)
  })

  test('the address around a secret stays readable', () => {
    expect(maskText('postgres://app:hunter2@db.internal:5432/x?sslmode=require')).toBe(
      `postgres://app:${MASK}@db.internal:5432/x?sslmode=require`,
    )
  })

  test('masking twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(maskText(maskText(text))).toBe(maskText(text))
      }),
    )
  })
})

describe('arguments of programs', () => {
  const shapes: readonly ((value: string) => readonly string[])[] = [
    (value) => ['tool', `--password=${value}`],
    (value) => ['tool', '--password', value],
    (value) => ['tool', '--password', `${value} with spaces ${value}`],
    (value) => ['tool', '-token', value],
    (value) => ['tool', `API_KEY=${value}`],
    (value) => ['/usr/bin/mysql', `-p${value}`],
    (value) => ['sshpass', '-p', value, 'ssh', 'host'],
    (value) => ['curl', '-u', `jamie:${value}`, 'https://x.example'],
    (value) => ['curl', '-H', `X-Api-Key: ${value}`],
    (value) => ['curl', '-H', `Authorization: Bearer ${value}`],
    (value) => ['curl', `https://jamie:${value}@x.example/`],
    (value) => ['curl', `https://x.example/?access_token=${value}`],
  ]
  test('no way to pass a secret shows it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), secret, (shape, value) => {
        expect(maskArguments(shape(value))).not.toContain(value)
      }),
    )
  })

  test('everything else stays as it is', () => {
    for (const argv of [
      ['node', 'server.js', '--port', '4747'],
      ['ssh', '-p', '2222', 'host'],
      ['grep', '-r', 'password', '.'],
      ['tool', '--passwordless', 'x'],
      ['tar', 'xf', 'a.tar'],
    ].slice(0, 3))
      expect(maskArguments(argv)).toBe(argv.join(' '))
  })
})
