// Everything a customer can consent to: what it is called, and what exactly happens after a yes (en).

/** Messages of the area `kinds`: `KIND` is a title, `KIND.yes` the sentence that follows "if you say yes". */
export const kinds = {
  'desktop.view': 'See your whole desktop',
  'desktop.view.yes':
    '{rep} and everyone else in this session see everything on your screen, live, until it is stopped. They cannot click or type.',
  'desktop.control': 'Control your desktop',
  'desktop.control.yes':
    '{rep} uses your mouse and keyboard, and everyone in this session sees your screen, until it is stopped. A click of yours takes control back.',
  'desktop.share': 'Show you their desktop',
  'desktop.share.yes': 'A window opens in which you see the desktop of {rep}. Nothing of yours is shown.',
  'desktop.share-control': 'Let you control their desktop',
  'desktop.share-control.yes':
    'A window opens in which you see and control the desktop of {rep}. Nothing of yours is shown.',
  'app.view': 'See one of your applications',
  'app.view.yes':
    'You choose an application. {rep} and everyone else in this session see its window, live, until it is stopped; they cannot click or type. What covers it is hatched for them: move or close what does.',
  'app.control': 'Control one of your applications',
  'app.control.yes':
    'You choose an application. {rep} uses its window, and everyone in this session sees it, until it is stopped. What covers it is hatched for them: move or close what does.',
  'app.share': 'Show you one of their applications',
  'app.share.yes': 'A window opens in which you see an application of {rep}. Nothing of yours is shown.',
  'app.share-control': 'Let you control one of their applications',
  'app.share-control.yes':
    'A window opens in which you see and control an application of {rep}. Nothing of yours is shown.',
  'cobrowse.view': 'See the window you need help with',
  'cobrowse.view.yes':
    '{rep} and everyone else in this session see the window you asked for help from, or one you choose, live, until it is stopped. They cannot click or type.',
  'cobrowse.control': 'Use the window you need help with',
  'cobrowse.control.yes':
    '{rep} clicks and types in the window you asked for help from, or one you choose, and everyone in this session sees it, until it is stopped.',
  'system.info': 'Read information about this computer',
  'system.info.yes':
    'A list of hardware, programs, services, processes, network addresses and environment is sent once to {rep} and kept in the session. Passwords and tokens are masked.',
  script: 'Run a script on this computer',
  'script.yes': 'A script chosen by {rep} runs once with your rights, and its output is sent back.',
  'login-as': 'Sign in as another user',
  'login-as.yes': '{rep} continues on this computer with the rights of another user account, until the session ends.',
  reboot: 'Restart this computer',
  'reboot.yes': 'This computer restarts at once. Save your work first. The session continues when it is back.',
  'files.basic': 'Offer you files',
  'files.basic.yes':
    '{rep} can put files here for you, until it is stopped. You choose which of them to download, and into which folder; nothing is written to this computer before that, and nothing is taken from it.',
  'files.advanced': 'Work with your files',
  'files.advanced.yes': '{rep} can see your folders and copy files from and to this computer.',
  'files.operation': 'Copy, delete or rename a file',
  'files.operation.yes': 'The one operation named here is done on this computer.',
  record: 'Record the session',
  'record.yes': 'What is shown and said is recorded and kept by the company, until the recording is stopped.',
  voice: 'Talk with you',
  'voice.yes': 'Your microphone is heard by everyone in the session, until you leave the call.',
  video: 'See you on camera',
  'video.yes': 'Your camera is seen by everyone in the session, until it is stopped.',
  print: 'Print your documents',
  'print.yes': 'Documents of this computer are printed on a printer of {rep}.',
  clipboard: 'Exchange the clipboard',
  'clipboard.yes':
    '{rep} can put text on your clipboard and read the text on it, each time they press a button, until the session ends.',
  'clipboard.push': 'Put a text on your clipboard',
  'clipboard.push.yes':
    'The text is put on your clipboard in place of what is there. A yes for the whole session also lets {rep} read your clipboard.',
  'clipboard.pull': 'Read the text on your clipboard',
  'clipboard.pull.yes':
    'The text you copied last is sent once to {rep}; it may be a password. It is not kept. A yes for the whole session lets {rep} read it again.',
} as const
