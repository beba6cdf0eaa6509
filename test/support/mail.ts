// Reading a mail message in tests: headers, text parts and attachments (RFC 5322, 2045, 2047).

/** A message taken apart. */
export interface Mail {
  /** Header fields by lower-case name, unfolded and decoded; repeated fields keep the first. */
  readonly headers: ReadonlyMap<string, string>
  readonly subject: string
  /** The first `text/plain` part. */
  readonly text: string
  /** The first `text/html` part. */
  readonly html: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[]
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly type: string
  readonly bytes: Buffer
}

/** Takes a raw message apart; also reads `.eml` files. */
export function parseMail(raw: string): Mail {
  const { headers } = split(raw)
  const parts = partsOf(raw)
  const inline = (type: string) =>
    parts.find((part) => part.type === type && !isAttachment(part))?.bytes.toString('utf8')
  return {
    headers,
    subject: headers.get('subject') ?? '',
    text: inline('text/plain') ?? '',
    html: inline('text/html') ?? '',
    attachments: parts.filter(isAttachment).map((part) => ({ name: nameOf(part), type: part.type, bytes: part.bytes })),
  }
}

function partsOf(raw: string): readonly Part[] {
  const { headers, body } = split(raw)
  const contentType = headers.get('content-type') ?? 'text/plain'
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (!type.startsWith('multipart/') || !boundary) {
    return [{ headers, type, bytes: decodeBody(body, headers.get('content-transfer-encoding') ?? '') }]
  }
  const pieces = `\n${body}`.replaceAll('\r\n', '\n').split(`\n--${boundary}`).slice(1)
  return pieces.filter((piece) => !piece.startsWith('--')).flatMap((piece) => partsOf(piece.replace(/^[^\n]*\n/, '')))
}

function split(raw: string): { headers: ReadonlyMap<string, string>; body: string } {
  const message = raw.replaceAll('\r\n', '\n')
  const end = message.indexOf('\n\n')
  const head = end < 0 ? message : message.slice(0, end)
  const headers = new Map<string, string>()
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, decodeWords(line.slice(colon + 1).trim()))
  }
  return { headers, body: end < 0 ? '' : message.slice(end + 2) }
}

/** RFC 2047 encoded words; white space between two of them is not part of the text. */
function decodeWords(value: string): string {
  const joined = value.replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
  // Bytes of one character may be cut across two words, so neighbours are decoded together.
  return joined.replace(/(?:=\?utf-8\?([bq])\?[^?]*\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)]
    const bytes = words.map(([, encoding = '', text = '']) =>
      encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedBytes(text.replaceAll('_', ' ')),
    )
    return Buffer.concat(bytes).toString('utf8')
  })
}

function decodeBody(body: string, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64')
  if (/quoted-printable/i.test(encoding)) return quotedBytes(body.replace(/[ \t]*=\n/g, ''))
  return Buffer.from(body, 'utf8')
}

function quotedBytes(text: string): Buffer {
  const latin = Buffer.from(text, 'utf8').toString('latin1')
  const decoded = latin.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(decoded, 'latin1')
}

function isAttachment(part: Part): boolean {
  // Messages inside messages are sent `inline`, with a file name.
  return /^attachment|filename/i.test(part.headers.get('content-disposition') ?? '')
}

function nameOf(part: Part): string {
  const fields = `${part.headers.get('content-disposition') ?? ''};${part.headers.get('content-type') ?? ''}`
  const extended = /filename\*(?:0\*)?=utf-8''([^;]+)/i.exec(fields)?.[1]
  if (extended) return decodeURIComponent(extended.trim())
  return /(?:file)?name="?([^";]+)"?/i.exec(fields)?.[1] ?? ''
}
