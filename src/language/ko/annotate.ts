// Drawing on a shared picture, from the command line (ko).

/** Messages of the area `annotate`. */
export const annotate = {
  start: '공유 화면 위에 창에서 그립니다',
  add: '공유 화면에 표시 하나를 그립니다',
  list: '공유 화면의 표시를 나열합니다',
  remove: '공유 화면의 표시 하나를 지웁니다',
  clear: '공유 화면의 표시를 모두 지웁니다',
  capture: '공유 화면을 표시와 함께 저장합니다',
  share: '공유가 여러 개일 때 그 ID',
  shape: 'highlighter(형광펜), pen(펜), arrow(화살표), rectangle(사각형), text(글자)',
  color: '#RRGGBB 형식의 색(기본값 #ff3b30)',
  width: '선 굵기(픽셀, 기본값 4). 글자 크기도 함께 커집니다',
  from: '화살표의 시작점 또는 사각형의 한 모서리(X,Y 픽셀)',
  to: '화살표가 가리키는 곳 또는 반대쪽 모서리',
  at: '글자의 왼쪽 위 모서리(X,Y)',
  text: '적을 글',
  points: '펜이나 형광펜이 지나는 점("X,Y X,Y …")',
  mark: '표시의 ID',
  out: '그림을 저장할 곳',
  force: '이미 있는 파일을 덮어씁니다',
  'wrong.point': '{text}은(는) 120,80과 같은 위치가 아닙니다(숫자는 {most}까지)',
  'wrong.points': '점이 {count}개입니다. 표시 하나에는 {most}개까지 들어갑니다',
  'wrong.color': '{text}은(는) #ff0000과 같은 색이 아닙니다',
  'wrong.width': '선 굵기는 1~{most}픽셀입니다',
  'wrong.text': '글은 1~{most}자입니다',
  'wrong.options':
    '{shape} 표시에는 {needs}이(가) 필요하고 --from, --to, --at, --text, --points 중 다른 것은 쓸 수 없습니다',
  added: '그렸습니다: {mark}',
  removed: '표시를 지웠습니다.',
  cleared: '지운 표시: {count}개',
  drawing: '창을 닫을 때까지 창에서 그릴 수 있습니다: {url}',
} as const
