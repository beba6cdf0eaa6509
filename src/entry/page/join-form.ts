// Joining a session in this browser: the name, the password where there is one, and then the room.
import { post } from '../../client/post.ts'
import type { DeskhandError } from '../../protocol/error.ts'
import { BUILD } from '../../protocol/version.ts'
import { type Form, startForm } from './form.ts'
import { hubHere } from './place.ts'
import { canKeepSeat, keepSeat } from './room/seat.ts'
import { language, say } from './text.ts'

/** Starts the form of the join page. */
export function startJoinForm(): void {
  startForm('join', join, askPassword)
}

/** What this page says of itself: it shows no screen and reads nothing of the computer. */
const MACHINE = {
  program: 'page',
  build: BUILD,
  platform: 'browser',
  hostname: '',
  display: 'none',
  interactive: true,
} as const

async function join(form: Form): Promise<void> {
  if (!canKeepSeat()) return form.problem(say('error.storage'))
  const { number = '', room = '' } = form.node.dataset
  const name = form.value('name').trim()
  const password = form.value('password') || null
  const data = { code: number, name, password, language, machine: MACHINE }
  const { company, rep, ...place } = await post({ url: hubHere(), token: '' }, { name: 'session.join', data })
  keepSeat({ ...place, name, company, rep })
  window.location.assign(room)
}

function askPassword(error: DeskhandError, form: Form): boolean {
  if (error.code !== 'join.password-required') {
    if (error.code === 'join.password-wrong') form.field('password').select()
    return false
  }
  const secret = document.getElementById('secret')
  if (secret) secret.hidden = false
  form.field('password').required = true
  form.field('password').focus()
  return true
}
