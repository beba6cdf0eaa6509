// Making the first administrator.
import { post } from '../../client/post.ts'
import { type Form, startForm } from './form.ts'
import { hubHere, hubUrl } from './place.ts'
import { say } from './text.ts'

/** Starts the form of the setup page. A token in the address's fragment, which no server sees, is taken over. */
export function startSetupForm(): void {
  const given = window.location.hash.slice(1)
  if (given) {
    const field = document.querySelector<HTMLInputElement>('#token')
    if (field) field.value = given
    window.history.replaceState(null, '', window.location.pathname + window.location.search)
  }
  startForm('setup', setUp)
}

async function setUp(form: Form): Promise<void> {
  const [token, email, name, password] = ['token', 'email', 'name', 'password'].map((field) => form.value(field))
  const data = { token: token?.trim() ?? '', email: email ?? '', name: name ?? '', password: password ?? '' }
  const url = hubHere()
  const signedIn = await post({ url, token: '' }, { name: 'site.setup', data })
  // Nobody works in this page, so the sign-in that came with the account is given back at once.
  await post({ url, token: signedIn.token }, { name: 'account.logout', data: {} })
  showDone(form.node, signedIn.account.email)
}

function showDone(form: HTMLFormElement, email: string): void {
  const title = document.querySelector('h1')
  if (title) title.textContent = say('setup.done')
  document.querySelector('.lead')?.remove()
  const text = document.createElement('p')
  text.textContent = say('setup.doneText')
  const command = document.createElement('div')
  command.className = 'command'
  const line = document.createElement('code')
  line.textContent = `deskhand login ${hubUrl()} --user ${email}`
  command.append(line)
  form.replaceWith(text, command)
  document.getElementById('main')?.focus()
}
