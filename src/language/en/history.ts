// One line for each event of a journal (en).

/** Messages of the area `history`, by event type. */
export const history = {
  'session.started': '{by} started session {number}: {topic}',
  'participant.knocked': '{name} waits to be let in',
  'participant.joined': '{name} joined ({role})',
  'participant.turned-away': '{by} turned {name} away',
  'participant.left': '{name} left ({reason})',
  'join.failed': 'someone at {address} could not join: {reason}, try {tries}',
  'invitation.sent': '{by} invited someone by {via} {to}',
  'control.passed': 'control passed from {from} to {to}',
  'customer.focused': '{name} is supported now',
  'consent.requested': '{by} asked {name} for {kind}',
  'consent.delivered': '{by} sees the question',
  'consent.granted': '{by} permitted {kind} ({scope}, answered by {answered})',
  'consent.denied': '{by} refused',
  'consent.expired': '{by} did not answer in time',
  'consent.withdrawn': 'the question was taken back ({reason})',
  'consent.revoked': '{by} took permission back: {kinds}',
  'activity.started': 'it started on the machine of {by}',
  'activity.finished': 'it ended: {outcome}',
  'activity.stopped': 'it was stopped ({reason})',
  'session.ended': '{by} ended the session ({reason})',
  'session.sealed': 'sealed up to entry {seq} with the key {key}',
  'chat.sent': '{by}{to}: {text}',
  'note.saved': '{by} saved the notes (version {version})',
  'sysinfo.collected': 'system information of {by} collected',
} as const
