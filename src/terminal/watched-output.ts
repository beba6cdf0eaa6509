// A terminal's output for Ink, of which somebody hears what has just been written.
import type { Output } from './print/io.ts'

/** The same output; `onWrite` is called with each text after it went out, and may write more to `output` itself. */
export function watchedOutput(output: Output, onWrite: (text: string) => void): Output {
  const write = (...args: Parameters<Output['write']>): boolean => {
    const isFree = output.write(...args)
    if (typeof args[0] === 'string') onWrite(args[0])
    return isFree
  }
  return new Proxy(output, {
    get: (target, name) => {
      if (name === 'write') return write
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
