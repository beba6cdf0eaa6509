// Where this page comes from: the address of its hub as this browser reaches it, and as the hub calls itself.

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? ''
}

/** Address for requests and links: this page's own host, so that nothing is ever sent elsewhere. */
export function hubHere(): string {
  return `${window.location.origin}${meta('deskhand-base')}`
}

/** The address the hub is configured with, for lines to paste elsewhere. */
export function hubUrl(): string {
  return meta('deskhand-hub')
}
