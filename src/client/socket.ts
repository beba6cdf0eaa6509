// What a link needs of a WebSocket, so that the same link runs in Node and in a browser.

/** What a socket tells; after `closed`, which comes exactly once, nothing follows. */
export interface SocketEvents {
  opened(): void
  text(text: string): void
  bytes(bytes: Uint8Array): void
  /** Any sign of life that is not a message. */
  alive(): void
  /** @param code  WebSocket close code; 1006 when the connection broke or never came about */
  closed(code: number, reason: string): void
}

/** One WebSocket. */
export interface Socket {
  send(data: string | Uint8Array): void
  /** Bytes handed over that the network has not taken yet. */
  readonly bufferedBytes: number
  /** Asks the other side for a sign of life; false where the platform cannot. */
  probe(): boolean
  /** Says goodbye. */
  close(code: number): void
  /** Drops the connection without a word. */
  abort(): void
}

/** Opens a socket to a `ws:` or `wss:` address; never throws for what the network does. */
export type OpenSocket = (url: string, events: SocketEvents) => Socket
