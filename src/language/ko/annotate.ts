// Drawing on a shared picture, from the command line (ko).

/** Messages of the area `annotate`. */
export const annotate = {
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
