// Tells when the owner of an X display uses mouse or keyboard.
import type { InputDesk } from './input-desk.ts'

/** Watches until closed; what this program injects itself is not told. */
export async function watchX11Owner(desk: InputDesk, listener: () => void): Promise<{ close(): Promise<void> }> {
  const leave = desk.join(() => undefined)
  const stop = desk.injector.watch(listener)
  await desk.injector.connection.sync()
  return {
    async close() {
      if (!desk.lost()) stop()
      await leave()
    },
  }
}
