// What a terminal itself says: prompts, key help, lists, fields and dialogs (ko).

/** Messages of the area `terminal`. */
export const terminal = {
  error: '오류:',
  'confirm.hint': '[y/N]',
  'confirm.yes': 'y yes 예 네 ㅛ',
  'secret.tooLong': '비밀 값이 {limit}바이트를 넘습니다',
  'chord.invalid': '{chord}은(는) 알 수 없는 키입니다',
  'chord.taken': '{chord} 키가 같은 곳에서 {first}와(과) {second}에 함께 지정되어 있습니다',
  'chord.unknownAction': '{action}이라는 동작이 없어 키를 지정할 수 없습니다',
  'list.empty': '표시할 항목이 없습니다',
  'list.position': '{total}개 중 {at}번째',
  'field.limit': '{count}/{limit}',
  'field.over': '{count}/{limit}, {over}자 초과',
  'dialog.yes': '예',
  'dialog.no': '아니요',
  'dialog.keys': '←/→ 선택 · enter 확인 · esc 취소',
  'toast.info': '알림',
  'toast.success': '완료',
  'toast.warning': '주의',
  'toast.error': '오류',
  'footer.more': '? 더 보기',
  'editor.failed': '편집기 {editor}이(가) 코드 {code}(으)로 끝났습니다',
  'editor.missing': '편집기 {editor}을(를) 시작할 수 없습니다. VISUAL 또는 EDITOR를 지정해 주세요',
} as const
