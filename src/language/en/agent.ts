// What the customer's program says: the banner, questions, the status line, errors and `doctor` (en).

/** Messages of the area `agent`. */
export const agent = {
  'banner.title': 'Remote support',
  'banner.who': '{rep} of {company} is supporting you in session {number}.',
  'banner.can':
    'They can chat with you. Everything else – seeing this screen, reading information about this computer – happens only after you say yes, here, each time.',
  'banner.stop':
    'You can stop everything at any time: press Ctrl-C, or run “deskhand-agent revoke”. It works even when the network is away.',
  'banner.nothing': 'Nothing is installed on this computer; when you leave, nothing goes on running.',
  'banner.scam': 'Are you not expecting this, or did someone call you unasked? Press Ctrl-C now.',
  'banner.waiting': 'Please wait: {rep} has to let you in.',
  'banner.resumed': 'You are back in session {number} with {rep} of {company}. What you allowed before still counts.',
  'banner.chat': 'Type here to chat, Enter sends.',
  'banner.policy':
    'There is no terminal to ask on: requests are answered by --allow and --deny only, everything else is refused.',
  admitted: 'You have been let in.',
  present: 'Here now: {people}',
  presentNobody: 'Nobody else is here yet.',
  'role.primary': 'support, in control',
  'role.assistant': 'support',
  'role.customer': 'customer',
  'joined.customer':
    'Another customer, {name}, has joined: they read what you write to everyone and see what you show.',
  'joined.rep': '{name} has joined from support: they read the chat and see what you show.',
  left: '{name} has left.',
  controlPassed: '{to} is now in control of the session instead of {from}. What was shown has stopped.',
  'chat.you': 'you',
  'chat.onlyYou': '{name} (only to you)',
  asked: '{name} asks: {kind}.',
  'answered.yes': 'You allowed it this once: {kind}.',
  'answered.session': 'You allowed it for this session: {kind}.',
  'answered.all': 'You allowed everything that “all” covers in this session.',
  'answered.no': 'You refused: {kind}. Nothing was started.',
  'answered.expired': 'No answer in time, so it was refused: {kind}. Nothing was started.',
  'answered.earlier': 'Allowed, as you said before for this session: {kind}.',
  'answered.policy': 'Allowed by --allow: {kind}.',
  'refused.denied': 'Refused by --deny: {kind}.',
  'refused.not-named': 'Refused, because --allow does not name it and there is no terminal to ask on: {kind}.',
  'refused.unknown-action':
    'Refused, because this program does not do what was asked, or it was asked under a wrong name: {kind}.',
  'refused.too-many': 'Refused, because too many requests wait already: {kind}.',
  'refused.late': 'Refused, because it was asked while this computer was away: {kind}.',
  'refused.failed': 'Refused, because it could not be asked: {kind}.',
  withdrawn: 'The request was taken back: {kind}.',
  notStarted: 'It was not started: {kind}. {problem}.',
  started: 'Started: {kind} – by {name}.',
  finished: 'Finished: {kind}.',
  failed: 'It did not work: {kind} – {problem}.',
  gone: 'It is over: {kind}. What was shown is gone: its window was closed, or its display was switched off.',
  'stopped.customer': 'You stopped it: {kind}.',
  'stopped.other': 'Stopped: {kind}.',
  'stopped.rep': 'Stopped by support: {kind}.',
  'stopped.control-passed': 'Stopped, because another rep took over: {kind}.',
  'stopped.upgraded': 'It goes on, now with control: {kind}.',
  'stopped.focus-changed': 'Stopped, because support turned to another customer: {kind}.',
  'revoked.all': 'Everything you allowed was taken back. Nothing is shown or sent any more.',
  'revoked.some': 'Taken back: {kinds}.',
  linkLost: 'The support server said something wrong: {problem}. Everything has stopped; trying again.',
  hubAway: 'The support server cannot be reached. Nothing is being sent; this program keeps trying.',
  hubBack: 'Connected to the support server again.',
  unsent: 'Not sent: “{text}” – {problem}.',
  recordUnwritable: 'What you allow cannot be kept on disk ({problem}); it counts until this program ends.',
  leaving: 'Everything has been stopped. Leaving the session …',
  'over.ended': 'The session has ended. Everything has stopped, and nothing of what you allowed counts any more.',
  'over.left': 'You have left the session. Everything has stopped, and nothing of what you allowed counts any more.',
  'over.removed': 'You are no longer in the session. Everything has stopped.',
  'over.turned-away': 'Support did not let you in.',
  'over.link': 'The connection was ended: {problem}. Everything has stopped.',
  'over.gaveUp':
    'The support server said something wrong {links} times in a row: {problem}. Everything has stopped, and this program gives up. Tell support about it.',
  'file.published': '{by} has put a file here for you: [{number}] {name}, {size}.',
  'file.how': 'To get it, type /download {number} FOLDER here. Open only what you expect from someone you trust.',
  'file.howElsewhere': 'To get it: deskhand-agent download {number} --to FOLDER',
  'file.gone': 'No longer available: [{number}] {name}.',
  'file.saving': 'Downloading [{number}] {name} into {folder} …',
  'file.progress': '[{number}] {name}: {done} of {size} …',
  'file.saved': 'Downloaded and verified: {path} ({size}).',
  'file.failed': 'Not downloaded: [{number}] {name} – {problem}.',
  'file.unclear': 'Say which file and where to: /download NUMBER FOLDER. /files lists them.',
  'file.none': 'There is no file to download.',
  'file.entry': '[{number}] {name}, {size}',
  'choose.running': '{name} wants to “{kind}”. Which?',
  'choose.installed': '{name} wants to “{kind}”. Which one shall be started?',
  'choose.wanted': 'They mean: {app}',
  'choose.mark': '[1-9] mark',
  'choose.share': '[Enter] share',
  'choose.more': '[m] more',
  'choose.toInstalled': '[+] start another one',
  'choose.toRunning': '[+] what is running',
  'choose.none': '[0] none',
  page: 'It is shown at {url}',
  pageOfOther: 'Something is shown in this session with {name}; everyone in it can see it, you too: {url}',
  'notice.control': '{rep} ({company}) sees and controls this screen · stop: deskhand-agent revoke',
  'notice.view': '{rep} ({company}) sees this screen · stop: deskhand-agent revoke',
  'status.nothing': 'Nothing of this computer is being shown or read',
  'status.waiting': 'Waiting to be let in',
  'status.connecting': 'Connecting …',
  'status.away': 'Server away, trying again · nothing is being sent',
  'status.open': 'connected',
  'status.view': '{name} sees your screen',
  'status.viewMore': '{name} and others ({count}) see your screen',
  'status.viewNobody': '{name} may see your screen, nobody is looking now',
  'status.sysinfo': '{name} is reading information about this computer',
  'status.other': '{name}: {kind}',
  'status.session': 'session {number}',
  'prompt.title': '{name} of {company} asks:',
  'prompt.ifYes': 'If you say yes:',
  'prompt.until': 'You can stop it at any time: Ctrl-C, or “deskhand-agent revoke”.',
  'prompt.yes': 'yes, this once',
  'prompt.no': 'no',
  'prompt.session': 'yes, each time in this session',
  'prompt.all': 'yes to all in this session',
  'prompt.allNote':
    '“All” never covers restarting, signing in as someone else, scripts, or information about this computer.',
  'prompt.left': '{seconds} s left, then it is refused',
  'prompt.toChat': 'Tab: write a message first',
  'prompt.toPrompt': 'Tab: back to the question',
  'input.prompt': 'message> ',
  'input.limit': '{count}/{limit}',
  'password.ask': 'Session password: ',
  'password.wrong': 'That was not the password. Please try again.',
  'name.unnamed': 'Customer',
  'error.line': 'error: {message}',
  'error.help': 'hint: {help}',
  'usage.noCode': 'which session? Give the number or the link that support gave you',
  'usage.code': '{word} is neither a session number (nine digits) nor a link to a session',
  'usage.noHub': 'which server? Give the link instead of the number, or pass --hub URL',
  'usage.notHere': '{word} does not belong to this command',
  'usage.option': '{word} is not an option, or its value is missing',
  'usage.kind': '{word} is not a kind of consent; the kinds are: {kinds}',
  'usage.alwaysAsks': '{word} is asked every time and cannot be allowed in advance',
  'usage.platform': '{word} is not a platform: x11 or fake',
  'usage.language': '{word} is not a language: en or ko',
  'usage.tooMuch': '{word} is one word too many',
  'usage.noText': 'what should be said? deskhand-agent say TEXT',
  'usage.noFile': 'which file? Give its number from “deskhand-agent files”',
  'usage.noFolder': 'where to? deskhand-agent download NUMBER --to FOLDER',
  'usage.emptyPassword': 'there is no password on standard input',
  'control.nothing': 'nothing was running',
  'control.stopped': 'stopped: {kinds}',
  'control.revoked': 'taken back; support will be asked again next time',
  'control.left': 'left the session',
  'control.said': 'sent',
  'control.session': 'Session {number} with {company} ({hub})',
  'control.link.open': 'connected',
  'control.link.connecting': 'connecting',
  'control.link.away': 'server away, trying again; nothing is being sent',
  'control.waiting': 'waiting to be let in',
  'control.people': 'Here: {people}',
  'control.running': 'Running: {kind} – by {name}, for {time}, {count} looking',
  'control.runningPlain': 'Running: {kind} – by {name}, for {time}',
  'control.none': 'Nothing of this computer is being shown or read.',
  'control.grants': 'Allowed for this session: {kinds}',
  'control.noGrants': 'Nothing is allowed in advance for this session.',
  'kind.all': 'everything that “all” covers',
  'doctor.title': 'What this computer can do in a session',
  'doctor.display': 'Display',
  'doctor.display.x11': 'X11 ({name})',
  'doctor.display.wayland': 'Wayland: it cannot be shown yet',
  'doctor.display.none': 'none was found',
  'doctor.display.drawn': 'a drawn test desktop, not this computer’s',
  'doctor.monitors': 'Monitors',
  'doctor.monitor': '{name} {width}×{height}',
  'doctor.capture': 'Showing the screen',
  'doctor.capture.drawn': 'works, with a drawn picture',
  'doctor.capture.fast': 'works, through shared memory',
  'doctor.capture.slow': 'works, but about ten times slower: the display is on another machine or has no shared memory',
  'doctor.capture.no': 'does not work: {problem}',
  'doctor.notice': 'Notice on the screen',
  'doctor.notice.yes': 'works',
  'doctor.notice.no': 'does not work, so the screen will not be shown',
  'doctor.terminal': 'Questions',
  'doctor.terminal.yes': 'are asked on this terminal',
  'doctor.terminal.no': 'cannot be asked without a terminal; --allow and --deny answer them',
  'doctor.hub': 'Server',
  'doctor.hub.yes': '{url} answers: {company}',
  'doctor.hub.no': '{problem}',
  'doctor.node': 'Node.js',
  'doctor.node.old': '{version} is too old: 24.15 or newer is needed',
  'doctor.images': 'Image encoder',
  'doctor.images.yes': 'works',
  'doctor.images.no': 'cannot be loaded: {problem}',
  'doctor.fix': 'to fix it',
  'doctor.fix.display':
    'start this program from a terminal on the desktop, or set DISPLAY, as in: DISPLAY=:0 deskhand-agent NUMBER',
  'doctor.fix.wayland': 'sign in with an “Xorg” or “X11” session, chosen on the sign-in screen',
  'doctor.fix.access':
    'run it as the user who is signed in on the desktop, or allow this one: xhost +si:localuser:{user}',
  'doctor.fix.node':
    'install a newer Node.js from https://nodejs.org, or run the command that support sent, which brings its own',
  'doctor.fix.hub': 'check the address and the network: curl -I {url}',
  'doctor.fix.images': 'run: npm install --include=optional',
  help: `deskhand-agent – lets support help you on this computer. Nothing is installed.

Usage
  deskhand-agent NUMBER|LINK [options]     join a session
  deskhand-agent status                    what is shown now, and to whom
  deskhand-agent revoke [KIND…]            stop and take back what you allowed
  deskhand-agent leave                     stop everything and leave
  deskhand-agent say TEXT                  write to support
  deskhand-agent files                     what support has put here for you
  deskhand-agent download N --to FOLDER    get one of these files
  deskhand-agent doctor                    what this computer can do here

Options
  --hub URL           the support server (a LINK carries it; or DESKHAND_HUB)
  --name NAME         how you are called in the session
  --email ADDRESS     your email address, for support
  --allow KINDS       answer yes in advance, such as desktop.view,system.info
                      “all” allows everything but reboot, login-as, script,
                      system.info (name them) and cobrowse (always asked)
  --deny KINDS        answer no in advance; it wins over --allow
  --allow-apps NAMES  only these applications may be shown, such as Firefox,Gimp
  --password-stdin    read the session’s password from standard input
  --platform NAME     x11, or fake: a drawn desktop instead of yours
  --json              what happens, one JSON value a line; nothing is asked
  --to FOLDER         where a file is downloaded to; nothing there is replaced
  -s, --session N     which session, when you are in several
  --lang en|ko        the language of this program
  -V, --version       the version
  -h, --help          this text

Without a terminal nothing can be asked: a kind that --allow does not name is
refused.

Examples
  deskhand-agent 123456789 --hub https://support.example.com
  deskhand-agent https://support.example.com/j/123456789
  deskhand-agent 123456789 --allow desktop.view --json`,
} as const
