// What the demonstration says (en).

/** Messages of the area `demo`. */
export const demo = {
  'step.hub': 'A hub serves',
  'step.setup': 'Its administrator is set up with the one-time token',
  'step.reps': 'A second rep has an account',
  'step.start': 'A session waits under the number',
  'step.join': 'The customer has joined',
  'step.chat': 'They chat',
  'step.consent': 'The customer lets the rep see the desktop; the first picture',
  'step.screenshot': 'A screenshot is saved',
  'step.stop': 'The desktop is no longer seen',
  'step.sysinfo': 'System information of the customer’s machine',
  'step.note': 'A note is taken',
  'step.assist': 'A second rep assists',
  'step.pass': 'Control is passed to',
  'step.back': 'Control is taken back by',
  'step.end': 'The session has ended',
  'step.export': 'Its journal is exported',
  'step.verify': 'The export proves itself; signed with the key',
  'step.tamper': 'A forged copy is found out',
  realDisplay: '{name}, with the real display of this machine',
  drawnDisplay: '{name}, with a drawn desktop (this machine has no display)',
  done: 'All {count} steps are true ({time}).',
  failed: 'Stopped after {count} steps ({time}).',
  kept: 'Everything is in {folder}',
} as const
