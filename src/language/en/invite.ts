// invite (en).

/** Words of invitations: to read out, to send to a customer, to send to another rep. */
export const invite = {
  spoken:
    'Please open a terminal and type this line, then press Enter:\n\n  {command}\n\nOr open {link} in a browser. If you are asked for a number, it is {number}.\nYou will see who is helping you ({rep}, {company}), and nothing happens without your yes.',
  customerSubject: '{rep} of {company} invites you to a support session',
  customerText:
    'Hello,\n\n{rep} of {company} is ready to help you. To join the support session, paste this line into a terminal:\n\n  {command}\n\nor open this page:\n\n  {link}\n\nYour session number is {number}.\n\nNothing is installed, and nothing happens on your computer without your yes. You can stop at any time with Ctrl-C.\n',
  repSubject: '{rep} asks for your help in session {number}',
  repText:
    'Hello,\n\n{rep} asks you to assist in support session {number} of {company}.\n\nFrom your terminal:\n\n  {command}\n\nor, in the console, press a and enter the number. The session’s link is\n\n  {link}\n\nThe hub is {hub}; you need your own account there.\n',
} as const
