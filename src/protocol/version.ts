// The versions of the protocol this build speaks, and the name of the WebSocket subprotocol.

/** Oldest and newest protocol version this build understands. */
export const PROTOCOL = { min: 1, max: 1 } as const
/** WebSocket subprotocol of `GET /v1/link`. */
export const SUBPROTOCOL = 'deskhand.v1'
/** This build, shown in hellos and `--version`. */
export const BUILD = '0.1.0'
