// An application that is installed, as a data folder of the desktop has it.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A message in a window of the class `Xmessage`. */
export const MESSAGE = { name: 'Message', exec: 'xmessage -name message Hello' } as const

/** Installs it as `<name>.desktop`, in lower case, below a folder for `XDG_DATA_HOME`. */
export async function installApplication(
  folder: string,
  { name, exec }: { readonly name: string; readonly exec: string } = MESSAGE,
): Promise<void> {
  await mkdir(join(folder, 'applications'), { recursive: true })
  const lines = ['[Desktop Entry]', 'Type=Application', `Name=${name}`, `Exec=${exec}`]
  await writeFile(join(folder, 'applications', `${name.toLowerCase()}.desktop`), lines.join('\n'))
}
