// One line for each event of a journal (ko).

/** Messages of the area `history`, by event type. */
export const history = {
  'session.started': '{by} 님이 세션 {number}을(를) 시작했습니다: {topic}',
  'participant.knocked': '{name} 님이 승인을 기다립니다',
  'participant.joined': '{name} 님이 참여했습니다({role})',
  'participant.turned-away': '{by} 님이 {name} 님을 돌려보냈습니다',
  'participant.left': '{name} 님이 나갔습니다({reason})',
  'join.failed': '{address}에서 참여하지 못했습니다: {reason}, {tries}번째 시도',
  'invitation.sent': '{by} 님이 {via}(으)로 초대했습니다 {to}',
  'control.passed': '제어권이 {from} 님에게서 {to} 님에게 넘어갔습니다',
  'customer.focused': '이제 {name} 님을 지원합니다',
  'consent.requested': '{by} 님이 {name} 님에게 {kind} 허용을 요청했습니다',
  'consent.delivered': '{by} 님이 질문을 보고 있습니다',
  'consent.granted': '{by} 님이 {kind}을(를) 허용했습니다({scope}, 응답: {answered})',
  'consent.denied': '{by} 님이 거절했습니다',
  'consent.expired': '{by} 님이 제때 답하지 않았습니다',
  'consent.withdrawn': '요청이 취소되었습니다({reason})',
  'consent.revoked': '{by} 님이 허용을 거두었습니다: {kinds}',
  'activity.started': '{by} 님의 컴퓨터에서 시작되었습니다',
  'activity.finished': '끝났습니다: {outcome}',
  'activity.stopped': '중지되었습니다({reason})',
  'session.ended': '{by} 님이 세션을 종료했습니다({reason})',
  'session.sealed': '항목 {seq}까지 키 {key}(으)로 봉인되었습니다',
  'chat.sent': '{by}{to}: {text}',
  'note.saved': '{by} 님이 메모를 저장했습니다(버전 {version})',
  'sysinfo.collected': '{by} 님의 시스템 정보를 수집했습니다',
} as const
