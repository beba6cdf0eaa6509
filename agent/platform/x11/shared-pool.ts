// The shared memory of one connection, given back to the system even when the display goes away first.
import shared, { type SharedBlock, type SharedMemory } from 'x11/lib/shm-provider.js'

/** Shared memory that can be closed as a whole. */
export type SharedPool = { readonly memory: SharedMemory; close(): void }

/** Makes a pool, or `null` where this machine has no memory to share. */
export function openSharedPool(): SharedPool | null {
  const memory = shared.createBuiltinProvider()
  if (!memory) return null
  const blocks = new Set<SharedBlock>()
  return {
    memory: {
      ...memory,
      create(sizeBytes) {
        const block = memory.create(sizeBytes)
        blocks.add(block)
        return block
      },
      destroy(block) {
        blocks.delete(block)
        memory.destroy(block)
      },
    },
    close() {
      for (const block of blocks) memory.destroy(block)
      blocks.clear()
    },
  }
}
