// Drawing on a shared picture, from the command line (en).

/** Messages of the area `annotate`. */
export const annotate = {
  'wrong.point': '{text} is not a place such as 120,80, with numbers up to {most}',
  'wrong.points': 'there are {count} points, at most {most} fit in one mark',
  'wrong.color': '{text} is not a colour such as #ff0000',
  'wrong.width': 'a line is 1 to {most} pixels wide',
  'wrong.text': 'a text has 1 to {most} characters',
  'wrong.options': 'a mark of the shape {shape} needs {needs} and no other of --from, --to, --at, --text, --points',
  added: 'Drawn: {mark}',
  removed: 'The mark has been wiped off.',
  cleared: 'Marks wiped off: {count}',
  drawing: 'Draw in the window, until you close it: {url}',
} as const
