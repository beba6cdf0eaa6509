// What the demonstration says (ko).

/** Messages of the area `demo`. */
export const demo = {
  'step.hub': '허브가 운영 중입니다',
  'step.setup': '일회용 토큰으로 관리자를 등록했습니다',
  'step.reps': '두 번째 상담원의 계정이 있습니다',
  'step.start': '세션이 이 번호로 기다립니다',
  'step.join': '고객이 참여했습니다',
  'step.chat': '서로 채팅했습니다',
  'step.consent': '고객이 바탕 화면 보기를 허용했고 첫 화면이 도착했습니다',
  'step.screenshot': '화면을 그림으로 저장했습니다',
  'step.stop': '바탕 화면 보기를 멈추었습니다',
  'step.sysinfo': '고객 컴퓨터의 시스템 정보',
  'step.note': '메모를 남겼습니다',
  'step.assist': '두 번째 상담원이 보조로 참여했습니다',
  'step.pass': '제어권을 넘겨받은 상담원',
  'step.back': '제어권을 되찾은 상담원',
  'step.end': '세션을 종료했습니다',
  'step.export': '저널을 내보냈습니다',
  'step.verify': '내보낸 파일이 스스로 증명됩니다. 서명 키',
  'step.tamper': '위조한 사본을 찾아냈습니다',
  realDisplay: '{name}, 이 컴퓨터의 실제 화면 사용',
  drawnDisplay: '{name}, 그려진 바탕 화면 사용(이 컴퓨터에는 화면이 없습니다)',
  done: '{count}단계가 모두 확인되었습니다({time}).',
  failed: '{count}단계 뒤에 멈추었습니다({time}).',
  kept: '모든 파일은 {folder}에 있습니다',
} as const
