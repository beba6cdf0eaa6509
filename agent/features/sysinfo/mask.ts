// Hides secrets before anything leaves this machine: in variables, in arguments of programs, and in addresses.

/** What stands where a secret was. */
export const MASK = '•••'

/** Parts of names whose values are secrets; `PWD` and `OLDPWD` are folders, paths of sockets and files stay readable. */
const SECRET_NAME =
  /pass(?!ive|enger|age|port(?!s?word))|(?:^|[_-])pwd|pwd$|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|auth(?!or|_sock|sock|ority)|bearer|credential|cookie|session[_-]?(?:id|key)|signature|encryption|dsn$|conn(?:ection)?[_-]?str|webhook|_key$|^key$|salt$|otp$|_pin$|^pin$|license/i
const NOT_SECRET_NAME = /^(?:OLDPWD|PWD|SSH_AUTH_SOCK|XAUTHORITY|GPG_TTY|KEYBOARD_KEY|DBUS_SESSION_BUS_ADDRESS)$/

/** Values that are secrets whatever they are called: keys, tokens of known makers, signed tokens. */
const SECRET_VALUE: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk-|sk_live_|sk_test_|rk_live_|pk_live_|AKIA|ASIA|AIza|ya29\.|npm_|pypi-|dh_|hf_|dop_v1_|shpat_|SG\.)[\w.=-]{8,}/g,
  /\b(?:Bearer|Basic|Digest|Negotiate)\s+[\w+/=.~-]{6,}/gi,
]
/** Long texts of letters and digits without a word in them look like keys; paths, versions and ids of hardware do not. */
const RANDOM_LOOKING = /(?<![\w/.@-])(?=[\w+=-]*\d)(?=[\w+=-]*[A-Z])(?=[\w+=-]*[a-z])[A-Za-z0-9+=_-]{24,}(?![\w/.-])/g
const HEX_KEY = /(?<![\w/.-])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{32,}(?![\w/.-])/gi

/** `scheme://user:password@host`, and query fields whose names say secret. */
const URL_USER = /([a-z][a-z0-9+.-]*:\/\/)([^\s/?#@]*)@/gi
const URL_FIELD = /([?&;#])([\w.-]+)=([^&;#\s"']*)/g

/** Whether a variable, field or option is a secret by its name. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NOT_SECRET_NAME.test(name)
}

/** The text with everything that looks like a secret hidden; applying it twice changes nothing more. */
export function maskText(text: string): string {
  let masked = text
    .replace(
      URL_USER,
      (_, scheme: string, user: string) =>
        `${scheme}${user.includes(':') ? `${user.split(':')[0]}:${MASK}` : maskUser(user)}@`,
    )
    .replace(URL_FIELD, (all: string, mark: string, name: string) =>
      isSecretName(name) || /^(?:sig|code|key|pw|p|t)$/i.test(name) ? `${mark}${name}=${MASK}` : all,
    )
  for (const pattern of [...SECRET_VALUE, RANDOM_LOOKING, HEX_KEY]) masked = masked.replace(pattern, MASK)
  return masked
}

/** A user alone may be a token (`https://TOKEN@host`): short names stay. */
function maskUser(user: string): string {
  return user.length > 16 ? MASK : user
}

/** The value of a variable, hidden by its name or its looks. */
export function maskVariable(name: string, value: string): string {
  return isSecretName(name) && value !== '' ? MASK : maskText(value)
}

/** Options whose value is `user:password`. */
const USER_OPTION = /^(?:-u|--user|--proxy-user|-U)$/
/** Programs whose `-pSECRET` carries a password. */
const P_OPTION_PROGRAMS = /(?:^|\/)(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|7z|7za|zip|unzip)$/

/** The arguments of a program in one line, their secrets hidden. @param argv  the program's own words, unquoted */
export function maskArguments(argv: readonly string[]): string {
  const out: string[] = []
  let next: 'secret' | 'user' | null = null
  for (const word of argv) {
    if (next === 'secret' && !/^--?[a-z]/i.test(word)) out.push(MASK)
    else if (next === 'user') out.push(word.includes(':') ? `${word.split(':')[0]}:${MASK}` : maskText(word))
    else out.push(maskWord(word, argv[0] ?? ''))
    next = wants(word, argv[0] ?? '')
  }
  return out.join(' ')
}

function wants(word: string, program: string): 'secret' | 'user' | null {
  if (USER_OPTION.test(word)) return 'user'
  if (word === '-p' && P_OPTION_PROGRAMS.test(program)) return 'secret'
  return /^--?[a-z][\w-]*$/i.test(word) && isSecretName(word.replace(/^-+/, '')) ? 'secret' : null
}

function maskWord(word: string, program: string): string {
  if (P_OPTION_PROGRAMS.test(program) && /^-p./.test(word)) return `-p${MASK}`
  const pair = /^(-*[\w.-]+)([=:])(.+)$/s.exec(word)
  if (pair && isSecretName(pair[1]?.replace(/^-+/, '') ?? '')) return `${pair[1]}${pair[2]}${MASK}`
  const header = /^([\w-]+):\s/.exec(word)
  if (header && isSecretName(header[1] ?? '')) return `${header[1]}: ${MASK}`
  return maskText(word)
}
