// A direct path that closed in the very moment something was sent on it ended the program: the library throws then,
// although it said a moment before that the path is open.
import { expect, test } from 'vitest'
import { pair, theWrtc } from '../client/direct/ends.ts'

test('a path that refuses what is sent counts as broken, and costs nothing else', async () => {
  const wrtc = await theWrtc()
  let isClosing = false
  const RTCPeerConnection = class extends wrtc.RTCPeerConnection {
    override createDataChannel(...given: Parameters<RTCPeerConnection['createDataChannel']>): RTCDataChannel {
      const channel = super.createDataChannel(...given)
      const send = channel.send.bind(channel)
      channel.send = (message: string | Blob | ArrayBuffer | ArrayBufferView<ArrayBuffer>) => {
        if (isClosing) throw new DOMException("RTCDataChannel.readyState is not 'open'", 'InvalidStateError')
        send(message as ArrayBuffer)
      }
      return channel
    }
  }
  const [watcher] = await pair({}, { wrtc: { RTCPeerConnection } })
  isClosing = true
  watcher.connection.send(new Uint8Array(100_000))
  expect(watcher.broken).toContain('InvalidStateError')
  expect([watcher.connection.isOpen, watcher.connection.waitingBytes]).toEqual([false, 0])
  watcher.connection.send(new Uint8Array(10))
  watcher.connection.refresh()
})
