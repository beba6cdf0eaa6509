// A small full-screen program that the mount test starts in a real terminal: `node mount-program.ts`.
import { Box, Text, useApp, useWindowSize } from 'ink'
import { createElement, type ReactElement, useState } from 'react'
import { editInEditor } from '../../src/terminal/editor.ts'
import { useKeyboard } from '../../src/terminal/keys/use-keyboard.ts'
import { lendTerminal, mount } from '../../src/terminal/mount.ts'
import type { MouseEvent } from '../../src/terminal/mouse.ts'
import { ioOfProcess } from '../../src/terminal/print/io.ts'

const io = ioOfProcess(process)
let report: (line: string) => void = () => undefined

function crash(): never {
  throw new Error('crashed on purpose')
}

function Program(): ReactElement {
  const { exit, suspendTerminal } = useApp()
  const [line, setLine] = useState('ready')
  report = setLine
  const edit = async () => {
    const text = await editInEditor(io, {
      text: line,
      fileName: 'line.txt',
      suspend: lendTerminal(io, suspendTerminal),
    })
    setLine(`edited ${text}`)
  }
  useKeyboard({
    isActive: true,
    onPaste: (text) => setLine(`pasted ${text}`),
    onPress: ({ chord }) => {
      if (chord === 'q') exit('bye')
      else if (chord === 'x') setTimeout(crash)
      else if (chord === 'e') edit().catch((error: unknown) => setLine(String(error)))
      else setLine(`pressed ${chord}`)
    },
  })
  const { columns } = useWindowSize()
  const size = `${columns}x pid ${process.pid}`
  return createElement(
    Box,
    { flexDirection: 'column' },
    createElement(Text, null, size),
    createElement(Text, null, line),
  )
}

const onMouse = ({ kind, x, y }: MouseEvent) => report(`${kind} at ${x},${y}`)
const mounted = mount(createElement(Program), { io, process, ...(io.env.WITH_MOUSE ? { onMouse } : {}) })
const result = await mounted.ended
process.stdout.write(`ended with ${String(result)}\n`)
