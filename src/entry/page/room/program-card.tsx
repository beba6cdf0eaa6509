// The line that starts the support program, for what this page cannot do.
/** @jsxImportSource preact */
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { copyText } from '../copy.ts'
import { hubUrl } from '../place.ts'
import { say } from '../text.ts'

/** The invitation to run the program, beside the conversation. */
export function ProgramCard({ number }: { readonly number: string }): VNode {
  return (
    <section class="program-card">
      <h2>{say('program.title')}</h2>
      <p>{say('program.text')}</p>
      <ProgramLine number={number} />
      <p class="muted">{say('program.after')}</p>
    </section>
  )
}

/** The line with its copy button. */
export function ProgramLine({ number }: { readonly number: string }): VNode {
  const line = useRef<HTMLElement>(null)
  const [said, setSaid] = useState<'copy' | 'copied' | 'copy.failed'>('copy')
  const copy = async (): Promise<void> => {
    if (line.current) setSaid((await copyText(line.current)) ? 'copied' : 'copy.failed')
  }
  return (
    <div class="command">
      <code ref={line}>{`curl -fsSL ${hubUrl()}/j/${number} | sh`}</code>
      <button
        type="button"
        class="copy"
        data-state={said === 'copied' ? 'done' : undefined}
        aria-label={said === 'copy' ? say('copy.what') : say(said)}
        onClick={copy}
      >
        {say(said)}
      </button>
    </div>
  )
}
