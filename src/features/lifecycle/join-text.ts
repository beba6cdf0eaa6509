// The two things a customer needs: the address to open and the one line to paste.

/** The address that leads into a session. */
export function joinUrl(baseUrl: string, number: string): string {
  return `${baseUrl}/j/${number}`
}

/** The one command a customer pastes; it fetches and runs the agent (SHP-01). */
export function joinCommand(baseUrl: string, number: string): string {
  return `curl -fsSL ${joinUrl(baseUrl, number)} | sh`
}
