// What a check of the database found, in English.

/** Messages of the area `storage`; each is the `sentence` of a finding. */
export const storage = {
  engine: 'the database reports: {problem}',
  unsafe: 'the database server runs with {name} = {setting}: a power cut could lose what was acknowledged',
  gap: 'the journal {stream} has {count} events but ends at {last}: some are missing',
  order: 'the journal {stream} is out of order at event {seq}',
  unlisted: 'the session of {stream} is in no list: run `deskhand hub rebuild`',
  unfounded: 'the session {session} is listed but has no journal: run `deskhand hub rebuild`',
  ahead: 'the list says session {session} is at event {seq}, its journal ends at {last}: run `deskhand hub rebuild`',
  sameEmail: '{count} accounts share the email {email}: change all but one',
} as const
