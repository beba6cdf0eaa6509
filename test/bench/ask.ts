// Requests of a benchmark to its hub.

/** Asks a hub; throws with its words when it does not do it. */
export type Ask = (token: string | null, name: string, data: unknown) => Promise<Record<string, string>>

/** Asks the hub at this address. */
export function asker(url: string): Ask {
  return async (token, name, data) => {
    const response = await fetch(`${url}/v1/request`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ id: crypto.randomUUID(), name, data }),
    })
    const reply = (await response.json()) as { outcome: string; data: Record<string, string>; error: unknown }
    if (reply.outcome !== 'done') throw new Error(JSON.stringify(reply.error))
    return reply.data
  }
}
