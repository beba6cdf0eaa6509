// One live link on the hub's side: what it proved, what it may still be sent, and how it is cut.
import type { WebSocket } from 'ws'
import type { HubEnvelope } from '../../protocol/envelope.ts'
import { type DeskhandError, errorSpec, toWire } from '../../protocol/error.ts'
import { MAX_LINK_BACKLOG_BYTES } from '../../protocol/limits.ts'
import type { Proven } from '../identity.ts'

/** Waits for the other side to say goodbye too, in milliseconds. */
const CLOSE_PATIENCE_MS = 2_000

/** A link after its hello. */
export class HubLink {
  readonly socket: WebSocket
  readonly proven: Proven
  readonly address: string
  /** Requests not answered yet. */
  pending = 0
  /** When it last answered a ping or said anything, in milliseconds of the process clock. */
  heardAt = performance.now()

  constructor(socket: WebSocket, proven: Proven, address: string) {
    this.socket = socket
    this.proven = proven
    this.address = address
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  get bufferedBytes(): number {
    return this.socket.bufferedAmount
  }

  send(envelope: HubEnvelope): void {
    this.sendText(JSON.stringify(envelope))
  }

  /** Sends text that is an envelope already. A link that does not take what it is owed is cut. */
  sendText(text: string | Buffer): void {
    if (!this.isOpen) return
    if (this.bufferedBytes > MAX_LINK_BACKLOG_BYTES) this.socket.terminate()
    else this.socket.send(text, { binary: false })
  }

  /** Sends a frame; nobody who takes none may fill the hub's memory with input either. */
  sendFrame(frame: Uint8Array): void {
    if (!this.isOpen) return
    if (this.bufferedBytes > MAX_LINK_BACKLOG_BYTES) this.socket.terminate()
    else this.socket.send(frame, { binary: true })
  }

  /** Whether the token it came with is good no longer. @param at  UTC milliseconds */
  isExpired(at: number): boolean {
    return this.proven.expiresAt !== null && this.proven.expiresAt <= at
  }

  /** Says why, then closes. */
  close(error: DeskhandError): void {
    closeWith(this.socket, error)
  }
}

/** Says goodbye with an error and closes with its code. */
export function closeWith(socket: WebSocket, error: DeskhandError): void {
  if (socket.readyState !== socket.OPEN) return
  const bye: HubEnvelope = { t: 'bye', error: toWire(error) }
  socket.send(JSON.stringify(bye))
  socket.close(errorSpec(error.code).close ?? 1008, error.code)
  setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS).unref()
}
