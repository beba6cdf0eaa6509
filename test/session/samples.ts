// Data of requests that is well formed and says nothing.

/** A mark as it is drawn. */
export const MARK = {
  shape: 'rectangle',
  color: 0xff0000,
  widthPx: 3,
  points: [
    [10, 10],
    [90, 50],
  ],
}
const ROWS = [{ name: 'one' }]
/** System information as an agent reports it. */
export const CATEGORIES = {
  os: {},
  cpu: {},
  memory: {},
  environment: {},
  disks: ROWS,
  network: ROWS,
  processes: ROWS,
  software: ROWS,
  services: ROWS,
  devices: ROWS,
}
/** What is told of a text on a clipboard. */
export const TOLD = { characters: 5, bytes: 5, sha256: 'a'.repeat(64) }
