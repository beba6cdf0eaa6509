// Everything a customer can consent to, and how far a yes reaches.

interface KindSpec {
  /** Whether "yes to all in this session" covers it (PRM-05). */
  readonly coveredByAll: boolean
  /** Whether it is asked every time, even after a yes for the session (PRM-10). */
  readonly alwaysAsks?: true
  /** Whether it goes on until it is stopped, and stops when control passes or the focus changes (AST-14, MUL-06). */
  readonly shares?: true
  /** Whose machine is shown: the customer's, unless it says otherwise (DSK-17). */
  readonly sender?: 'rep'
  /** Whether the one who looks may also use mouse and keyboard. */
  readonly controls?: true
  /** What a yes to this replaces without a break where it runs already (DSK-07, APP-18). */
  readonly upgrades?: string
  /** The setting that permits it at this site (FTB-01). */
  readonly permittedBy?: 'file.enabled'
}

/** The kinds of consent, DESIGN §6. */
export const KINDS = {
  'desktop.view': { coveredByAll: true, shares: true },
  'desktop.control': { coveredByAll: true, shares: true, controls: true, upgrades: 'desktop.view' },
  'desktop.share': { coveredByAll: true, shares: true, sender: 'rep' },
  'desktop.share-control': {
    coveredByAll: true,
    shares: true,
    sender: 'rep',
    controls: true,
    upgrades: 'desktop.share',
  },
  'app.view': { coveredByAll: true, shares: true },
  'app.control': { coveredByAll: true, shares: true, controls: true, upgrades: 'app.view' },
  'app.share': { coveredByAll: true, shares: true, sender: 'rep' },
  'app.share-control': { coveredByAll: true, shares: true, sender: 'rep', controls: true, upgrades: 'app.share' },
  'cobrowse.view': { coveredByAll: false, alwaysAsks: true, shares: true },
  'cobrowse.control': {
    coveredByAll: false,
    alwaysAsks: true,
    shares: true,
    controls: true,
    upgrades: 'cobrowse.view',
  },
  'system.info': { coveredByAll: false },
  script: { coveredByAll: false },
  'login-as': { coveredByAll: false },
  reboot: { coveredByAll: false },
  'files.basic': { coveredByAll: true, permittedBy: 'file.enabled' },
  'files.advanced': { coveredByAll: true, permittedBy: 'file.enabled' },
  'files.operation': { coveredByAll: true, permittedBy: 'file.enabled' },
  record: { coveredByAll: true },
  voice: { coveredByAll: true },
  video: { coveredByAll: true },
  print: { coveredByAll: true },
  clipboard: { coveredByAll: true },
} as const satisfies Readonly<Record<string, KindSpec>>

/** One thing a customer can consent to. */
export type Kind = keyof typeof KINDS
/** All kinds, in the order they are listed to people. */
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[]

/** What is known of a kind. */
export function kindSpec(kind: Kind): KindSpec {
  return KINDS[kind]
}

/** Whether a grant, given by name or as "all", lets `kind` happen without asking again. */
export function covers(granted: Kind | 'all', kind: Kind): boolean {
  const spec = kindSpec(kind)
  if (spec.alwaysAsks) return false
  return granted === 'all' ? spec.coveredByAll : granted === kind
}
