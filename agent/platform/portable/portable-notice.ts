// The sentence on the screen of Windows and macOS: a small window of the system's own script program, above all others.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DeskhandError } from '../../../src/protocol/error.ts'
import { safeText } from '../../../src/terminal/text/safe-text.ts'
import { MAX_NOTICE_CHARACTERS } from '../notice-picture.ts'
import type { Notice } from '../platform.ts'

/** A program that shows the text in `DESKHAND_NOTICE` and says `shown` when it is. */
export interface NoticeProgram {
  readonly command: string
  readonly args: readonly string[]
}

/** How long it may take to be there, in milliseconds. */
const SHOW_WAIT_MS = 15_000

const WINDOWS = `
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
$form = New-Object Windows.Forms.Form -Property @{ FormBorderStyle = 'None'; TopMost = $true; ShowInTaskbar = $false
  StartPosition = 'Manual'; BackColor = [Drawing.Color]::FromArgb(179, 38, 30); AutoSize = $true; AutoSizeMode = 'GrowAndShrink' }
$form.Controls.Add((New-Object Windows.Forms.Label -Property @{ Text = $env:DESKHAND_NOTICE; AutoSize = $true
  ForeColor = 'White'; Padding = '16,6,16,6'; UseMnemonic = $false }))
$form.Add_Shown({ $form.Left = ([Windows.Forms.Screen]::PrimaryScreen.Bounds.Width - $form.Width) / 2
  $form.Top = 0; [Console]::Out.WriteLine('shown') })
[Windows.Forms.Application]::Run($form)`

const MAC = `
ObjC.import('Cocoa')
const app = $.NSApplication.sharedApplication
app.setActivationPolicy(1)
const label = $.NSTextField.labelWithString($.NSProcessInfo.processInfo.environment.objectForKey('DESKHAND_NOTICE'))
label.setTextColor($.NSColor.whiteColor)
const size = label.fittingSize
const screen = $.NSScreen.mainScreen.frame
const [width, height] = [size.width + 32, size.height + 12]
const place = $.NSMakeRect((screen.size.width - width) / 2, screen.size.height - height - 24, width, height)
const panel = $.NSPanel.alloc.initWithContentRectStyleMaskBackingDefer(place, 128, 2, false)
panel.setLevel(25)
panel.setIgnoresMouseEvents(true)
panel.setBackgroundColor($.NSColor.colorWithSRGBRedGreenBlueAlpha(0.7, 0.15, 0.12, 1))
label.setFrameOrigin($.NSMakePoint(16, 6))
panel.contentView.addSubview(label)
panel.orderFrontRegardless
$.NSFileHandle.fileHandleWithStandardOutput.writeData($('shown\\n').dataUsingEncoding(4))
app.run`

/** The program of a system; null where there is none. */
export function noticeProgram(system: NodeJS.Platform): NoticeProgram | null {
  if (system === 'win32')
    return { command: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-STA', '-Command', WINDOWS] }
  return system === 'darwin' ? { command: '/usr/bin/osascript', args: ['-l', 'JavaScript', '-e', MAC] } : null
}

/**
 * Shows the sentence, and waits until it is there: without it nothing is shown to anybody.
 *
 * @throws DeskhandError  `activity.failed` when it cannot be shown
 */
export async function showPortableNotice(program: NoticeProgram | null, text: string): Promise<Notice> {
  const failed = (): DeskhandError =>
    new DeskhandError('activity.failed', { problem: 'the sign that says so cannot be shown on this screen' })
  if (!program) throw failed()
  const line = [...safeText(text)].slice(0, MAX_NOTICE_CHARACTERS).join('')
  const child = spawn(program.command, program.args, {
    env: { ...process.env, DESKHAND_NOTICE: line },
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  })
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const gone = once(child, 'exit')
    child.kill()
    await gone
  }
  const shown = Promise.withResolvers<void>()
  const patience = setTimeout(() => shown.reject(failed()), SHOW_WAIT_MS)
  child.stdout.on('data', (said) => void (String(said).includes('shown') && shown.resolve()))
  child.on('error', () => shown.reject(failed()))
  child.on('exit', () => shown.reject(failed()))
  try {
    await shown.promise
    return { close }
  } catch (error) {
    await close()
    throw error
  } finally {
    clearTimeout(patience)
  }
}
