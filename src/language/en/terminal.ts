// What a terminal itself says: prompts, key help, lists, fields and dialogs (en).

/** Messages of the area `terminal`. */
export const terminal = {
  error: 'error:',
  'confirm.hint': '[y/N]',
  'confirm.yes': 'y yes',
  'secret.tooLong': 'the secret is longer than {limit} bytes',
  'chord.invalid': '{chord} is not a key',
  'chord.taken': '{chord} is bound to {first} and {second} in the same place',
  'chord.unknownAction': 'there is no action {action} to bind',
  'list.empty': 'Nothing here',
  'list.position': '{at} of {total}',
  'field.limit': '{count}/{limit}',
  'field.over': '{count}/{limit}, {over} too many',
  'dialog.yes': 'Yes',
  'dialog.no': 'No',
  'dialog.keys': '←/→ choose · enter confirm · esc cancel',
  'toast.info': 'Note',
  'toast.success': 'Done',
  'toast.warning': 'Warning',
  'toast.error': 'Error',
  'footer.more': '? more',
  'editor.failed': 'the editor {editor} ended with {code}',
  'editor.missing': 'the editor {editor} cannot be started: set VISUAL or EDITOR',
} as const
