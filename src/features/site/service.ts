// Settings, and what the hub tells strangers about itself.

import { DeskhandError } from '../../protocol/error.ts'
import { BUILD } from '../../protocol/version.ts'
import { callerAuthor } from '../../session/gate.ts'
import { SETTINGS, type SettingName } from '../../session/settings.ts'
import type { Service } from '../ports.ts'
import type { RequestData, RequestReply } from '../requests.ts'

/** All settings with their values. */
export const showSite: Service<RequestData<'site.show'>, RequestReply<'site.show'>> = async (hub) => ({
  settings: { ...(await hub.settings()) },
})

/** Changes one setting; the journal of the site keeps who did. */
export const setSite: Service<RequestData<'site.set'>, RequestReply<'site.set'>> = async (
  hub,
  call,
  { name, value },
) => {
  if (!Object.hasOwn(SETTINGS, name)) throw new DeskhandError('setting.unknown', { name })
  const parsed = SETTINGS[name as SettingName].safeParse(value)
  if (!parsed.success) {
    const problem = parsed.error.issues[0]?.message ?? 'not valid'
    throw new DeskhandError('setting.invalid', { name, value: shortText(value), problem })
  }
  await hub.journals.site(call.key, async () => ({
    drafts: [{ type: 'setting.changed', data: { name, value: parsed.data } }],
    by: callerAuthor(call.identity),
    rows: [{ table: 'setting', key: { key: name }, row: { value: JSON.stringify(parsed.data) } }],
    reply: { name, value: parsed.data },
  }))
  hub.settingsChanged()
  return { name, value: parsed.data }
}

/** What was given, as far as an error needs to quote it. */
function shortText(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? 'empty').slice(0, 200)
  } catch {
    return 'too deep to show' // nested so far that it cannot even be written down
  }
}

/** What a page or an agent may know before anyone signed in. */
export const aboutSite: Service<RequestData<'site.about'>, RequestReply<'site.about'>> = async (hub) => {
  const settings = await hub.settings()
  return {
    company: settings['site.company'],
    language: settings['site.language'],
    initialised: (await hub.directory.accounts()).length > 0,
    build: BUILD,
  }
}
