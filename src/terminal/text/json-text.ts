// JSON as text that is harmless even where a terminal shows it.

/** Legal inside JSON strings but able to act in a terminal: C1 controls, DEL, formats, lone surrogates, private images. */
const ACTING = /[\x7f-\x9f]|[\p{C}--[\p{Cc}\p{Co}]]|[\u2028\u2029\p{Default_Ignorable_Code_Point}\u{10eeee}]/gv

/** JSON that means the same and is harmless even in a terminal: characters that could act are written as escapes. */
export function jsonText(value: unknown, indent = 0): string {
  return (JSON.stringify(value, undefined, indent) ?? 'null').replace(ACTING, (found) =>
    found.split('').map(escapeUnit).join(''),
  )
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
