// What a check of the database found, in Korean.

/** Messages of the area `storage`; each is the `sentence` of a finding. */
export const storage = {
  engine: '데이터베이스가 문제를 보고했습니다: {problem}',
  unsafe: '데이터베이스 서버의 설정이 {name} = {setting}입니다. 정전이 되면 저장된 내용이 사라질 수 있습니다',
  gap: '저널 {stream}의 이벤트는 {count}개인데 마지막 번호는 {last}입니다. 일부가 빠져 있습니다',
  order: '저널 {stream}의 {seq}번 이벤트 순서가 맞지 않습니다',
  unlisted: '{stream}의 세션이 목록에 없습니다. `deskhand hub rebuild`를 실행해 주세요',
  unfounded: '세션 {session}이(가) 목록에는 있지만 저널이 없습니다. `deskhand hub rebuild`를 실행해 주세요',
  ahead:
    '목록에는 세션 {session}이(가) {seq}번 이벤트까지 있다고 되어 있지만 저널은 {last}번에서 끝납니다. `deskhand hub rebuild`를 실행해 주세요',
  sameEmail: '계정 {count}개가 같은 이메일 {email}을(를) 쓰고 있습니다. 하나만 남기고 바꿔 주세요',
} as const
