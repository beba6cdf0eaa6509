// What the customer's program says: the banner, questions, the status line, errors and `doctor` (ko).

/** Messages of the area `agent`. */
export const agent = {
  'banner.title': '원격 지원',
  'banner.who': '{company}의 {rep} 님이 세션 {number}에서 지원하고 있습니다.',
  'banner.can':
    '상담원은 채팅만 할 수 있습니다. 화면을 보거나 컴퓨터 정보를 읽는 등 그 밖의 모든 일은 매번 여기에서 허용해야만 시작됩니다.',
  'banner.stop':
    '언제든지 모두 중지할 수 있습니다. Ctrl-C를 누르거나 “deskhand-agent revoke”를 실행하세요. 네트워크가 끊겨도 동작합니다.',
  'banner.nothing': '이 컴퓨터에는 아무것도 설치되지 않으며, 나가면 아무것도 실행되지 않습니다.',
  'banner.scam': '요청한 적이 없거나 모르는 사람의 전화를 받으셨나요? 지금 바로 Ctrl-C를 누르세요.',
  'banner.waiting': '{rep} 님이 입장을 승인할 때까지 기다려 주세요.',
  'banner.resumed':
    '{company}의 {rep} 님과 진행하던 세션 {number}(으)로 돌아왔습니다. 이전에 허용한 항목은 그대로 유지됩니다.',
  'banner.chat': '여기에 입력하고 Enter를 누르면 메시지가 전송됩니다.',
  'banner.policy': '질문을 표시할 터미널이 없습니다. 요청은 --allow와 --deny로만 처리하며 나머지는 모두 거부합니다.',
  admitted: '입장이 승인되었습니다.',
  present: '현재 참여자: {people}',
  presentNobody: '아직 다른 참여자가 없습니다.',
  'role.primary': '담당 상담원',
  'role.assistant': '상담원',
  'role.customer': '고객',
  'joined.customer': '다른 고객 {name} 님이 들어왔습니다. 전체에게 쓴 메시지와 내가 보여 주는 화면을 볼 수 있습니다.',
  'joined.rep': '상담원 {name} 님이 들어왔습니다. 채팅과 내가 보여 주는 화면을 볼 수 있습니다.',
  left: '{name} 님이 나갔습니다.',
  controlPassed: '담당 상담원이 {from} 님에서 {to} 님으로 바뀌었습니다. 보여 주던 화면은 중지되었습니다.',
  'chat.you': '나',
  'chat.onlyYou': '{name} (나에게만)',
  asked: '{name} 님의 요청: {kind}',
  'answered.yes': '이번 한 번 허용했습니다: {kind}',
  'answered.session': '이 세션 동안 허용했습니다: {kind}',
  'answered.all': '이 세션에서 ‘모두 허용’에 해당하는 모든 항목을 허용했습니다.',
  'answered.no': '거부했습니다: {kind}. 아무것도 시작되지 않았습니다.',
  'answered.expired': '제시간에 답하지 않아 거부되었습니다: {kind}. 아무것도 시작되지 않았습니다.',
  'answered.earlier': '이 세션에서 이미 허용한 항목이라 시작합니다: {kind}',
  'answered.policy': '--allow 설정에 따라 허용했습니다: {kind}',
  'refused.denied': '--deny 설정에 따라 거부했습니다: {kind}',
  'refused.not-named': '--allow에 없고 질문할 터미널도 없어 거부했습니다: {kind}',
  'refused.unknown-action': '이 프로그램이 하지 않는 일이거나 다른 이름으로 요청되어 거부했습니다: {kind}',
  'refused.too-many': '기다리는 요청이 너무 많아 거부했습니다: {kind}',
  'refused.late': '이 컴퓨터의 연결이 끊긴 동안 온 요청이라 거부했습니다: {kind}',
  'refused.failed': '질문을 표시하지 못해 거부했습니다: {kind}',
  withdrawn: '요청이 취소되었습니다: {kind}',
  notStarted: '시작하지 않았습니다: {kind}. {problem}',
  started: '시작됨: {kind} – {name} 님',
  finished: '완료됨: {kind}',
  failed: '실행하지 못했습니다: {kind} – {problem}',
  gone: '끝났습니다: {kind}. 보여 주던 것이 사라졌습니다. 창이 닫혔거나 화면이 꺼졌습니다.',
  'stopped.customer': '중지했습니다: {kind}',
  'stopped.other': '중지됨: {kind}',
  'stopped.rep': '상담원이 중지했습니다: {kind}',
  'stopped.control-passed': '담당 상담원이 바뀌어 중지되었습니다: {kind}',
  'stopped.upgraded': '이제 제어와 함께 이어집니다: {kind}',
  'stopped.focus-changed': '상담원이 다른 고객을 지원하게 되어 중지되었습니다: {kind}',
  'revoked.all': '허용한 항목을 모두 취소했습니다. 이제 아무것도 보이거나 전송되지 않습니다.',
  'revoked.some': '허용을 취소했습니다: {kinds}',
  linkLost: '지원 서버가 잘못된 응답을 보냈습니다: {problem}. 모두 중지했으며 다시 연결합니다.',
  hubAway: '지원 서버에 연결할 수 없습니다. 아무것도 전송되지 않으며 계속 다시 연결합니다.',
  hubBack: '지원 서버에 다시 연결되었습니다.',
  unsent: '전송하지 못했습니다: “{text}” – {problem}',
  recordUnwritable: '허용한 항목을 디스크에 저장할 수 없어({problem}) 이 프로그램이 끝날 때까지만 유지됩니다.',
  leaving: '모두 중지했습니다. 세션에서 나가는 중입니다…',
  'over.ended': '세션이 종료되었습니다. 모두 중지되었으며 허용한 항목은 더 이상 유효하지 않습니다.',
  'over.left': '세션에서 나왔습니다. 모두 중지되었으며 허용한 항목은 더 이상 유효하지 않습니다.',
  'over.removed': '더 이상 세션에 참여하고 있지 않습니다. 모두 중지되었습니다.',
  'over.turned-away': '상담원이 입장을 승인하지 않았습니다.',
  'over.link': '연결이 종료되었습니다: {problem}. 모두 중지되었습니다.',
  'over.gaveUp':
    '지원 서버가 {links}번 연속으로 잘못된 응답을 보냈습니다: {problem}. 모두 중지했으며 프로그램을 종료합니다. 지원 담당자에게 알려 주세요.',
  'file.published': '{by} 님이 파일을 올렸습니다: [{number}] {name}, {size}',
  'file.how':
    '받으시려면 여기에 /download {number} 폴더 를 입력해 주세요. 믿는 사람에게서 받기로 한 파일만 열어 주세요.',
  'file.howElsewhere': '받는 방법: deskhand-agent download {number} --to 폴더',
  'file.gone': '이제 받을 수 없습니다: [{number}] {name}',
  'file.saving': '[{number}] {name} 을(를) {folder} 에 내려받는 중 …',
  'file.progress': '[{number}] {name}: {size} 중 {done} …',
  'file.saved': '내려받아 내용을 확인했습니다: {path} ({size})',
  'file.failed': '내려받지 못했습니다: [{number}] {name} – {problem}',
  'file.unclear': '어느 파일을 어디에 받을지 알려 주세요: /download 번호 폴더. 목록은 /files 입니다.',
  'file.none': '내려받을 파일이 없습니다.',
  'file.entry': '[{number}] {name}, {size}',
  'choose.running': '{name} 님이 ‘{kind}’를 요청했습니다. 어느 것을 보여 줄까요?',
  'choose.installed': '{name} 님이 ‘{kind}’를 요청했습니다. 어느 것을 시작할까요?',
  'choose.wanted': '요청한 프로그램: {app}',
  'choose.mark': '[1-9] 선택',
  'choose.share': '[Enter] 공유',
  'choose.more': '[m] 더 보기',
  'choose.toInstalled': '[+] 다른 프로그램 시작',
  'choose.toRunning': '[+] 실행 중인 프로그램',
  'choose.none': '[0] 없음',
  page: '여기에서 볼 수 있습니다: {url}',
  pageOfOther: '{name} 님과 함께 이 세션에 공유되고 있는 화면이 있습니다. 참가자 모두 볼 수 있습니다: {url}',
  'notice.control': '{rep} 님({company})이 이 화면을 보며 제어하고 있습니다 · 중지: deskhand-agent revoke',
  'notice.view': '{rep} 님({company})이 이 화면을 보고 있습니다 · 중지: deskhand-agent revoke',
  'status.nothing': '이 컴퓨터에서 보이거나 읽히는 것이 없습니다',
  'status.waiting': '입장 승인을 기다리는 중',
  'status.connecting': '연결하는 중…',
  'status.away': '서버 연결 끊김, 다시 연결하는 중 · 전송되는 것 없음',
  'status.open': '연결됨',
  'status.view': '{name} 님이 내 화면을 보고 있습니다',
  'status.viewMore': '{name} 님 등 {count}명이 내 화면을 보고 있습니다',
  'status.viewNobody': '{name} 님에게 화면 보기를 허용함, 지금 보는 사람 없음',
  'status.sysinfo': '{name} 님이 이 컴퓨터의 정보를 읽고 있습니다',
  'status.other': '{name} 님: {kind}',
  'status.session': '세션 {number}',
  'prompt.title': '{company}의 {name} 님이 요청합니다.',
  'prompt.ifYes': '허용하면:',
  'prompt.until': '언제든지 Ctrl-C 또는 “deskhand-agent revoke”로 중지할 수 있습니다.',
  'prompt.yes': '이번만 허용',
  'prompt.no': '거부',
  'prompt.session': '이 세션 동안 매번 허용',
  'prompt.all': '이 세션에서 모두 허용',
  'prompt.allNote': '‘모두 허용’에도 다시 시작, 다른 사용자로 로그인, 스크립트, 컴퓨터 정보는 포함되지 않습니다.',
  'prompt.left': '{seconds}초 안에 답하지 않으면 거부됩니다',
  'prompt.toChat': 'Tab: 먼저 메시지 쓰기',
  'prompt.toPrompt': 'Tab: 질문으로 돌아가기',
  'input.prompt': '메시지> ',
  'input.limit': '{count}/{limit}',
  'password.ask': '세션 비밀번호: ',
  'password.wrong': '비밀번호가 맞지 않습니다. 다시 입력해 주세요.',
  'name.unnamed': '고객',
  'error.line': '오류: {message}',
  'error.help': '도움말: {help}',
  'usage.noCode': '세션을 지정해 주세요. 상담원이 알려 준 번호나 링크를 입력하세요',
  'usage.code': '{word}은(는) 세션 번호(숫자 아홉 자리)도 세션 링크도 아닙니다',
  'usage.noHub': '서버를 지정해 주세요. 번호 대신 링크를 입력하거나 --hub URL을 지정하세요',
  'usage.notHere': '{word}은(는) 이 명령에서 사용할 수 없습니다',
  'usage.option': '{word}은(는) 없는 옵션이거나 값이 빠졌습니다',
  'usage.kind': '{word}은(는) 동의 항목이 아닙니다. 사용할 수 있는 항목: {kinds}',
  'usage.alwaysAsks': '{word}은(는) 매번 질문하는 항목이라 미리 허용할 수 없습니다',
  'usage.platform': '{word}은(는) 플랫폼이 아닙니다. x11 또는 fake를 지정하세요',
  'usage.language': '{word}은(는) 지원하는 언어가 아닙니다. en 또는 ko를 지정하세요',
  'usage.tooMuch': '{word}은(는) 필요 없는 인수입니다',
  'usage.noText': '보낼 내용을 입력해 주세요. deskhand-agent say 내용',
  'usage.noFile': '어느 파일인가요? “deskhand-agent files” 에 나오는 번호를 적어 주세요',
  'usage.noFolder': '어디에 받을까요? deskhand-agent download 번호 --to 폴더',
  'usage.emptyPassword': '표준 입력에 비밀번호가 없습니다',
  'control.nothing': '실행 중인 항목이 없었습니다',
  'control.stopped': '중지함: {kinds}',
  'control.revoked': '허용을 취소했습니다. 다음부터는 다시 질문합니다',
  'control.left': '세션에서 나왔습니다',
  'control.said': '전송했습니다',
  'control.session': '세션 {number} – {company} ({hub})',
  'control.link.open': '연결됨',
  'control.link.connecting': '연결하는 중',
  'control.link.away': '서버 연결 끊김, 다시 연결하는 중입니다. 전송되는 것은 없습니다',
  'control.waiting': '입장 승인을 기다리는 중',
  'control.people': '참여자: {people}',
  'control.running': '실행 중: {kind} – {name} 님, {time}, {count}명이 보는 중',
  'control.runningPlain': '실행 중: {kind} – {name} 님, {time}',
  'control.none': '이 컴퓨터에서 보이거나 읽히는 것이 없습니다.',
  'control.grants': '이 세션 동안 허용한 항목: {kinds}',
  'control.noGrants': '이 세션 동안 미리 허용한 항목이 없습니다.',
  'kind.all': '‘모두 허용’에 해당하는 모든 항목',
  'doctor.title': '세션에서 이 컴퓨터로 할 수 있는 일',
  'doctor.display': '디스플레이',
  'doctor.display.x11': 'X11 ({name})',
  'doctor.display.wayland': 'Wayland: 아직 보여 줄 수 없습니다',
  'doctor.display.none': '찾지 못했습니다',
  'doctor.display.drawn': '이 컴퓨터의 화면이 아닌 그려진 시험용 데스크톱',
  'doctor.monitors': '모니터',
  'doctor.monitor': '{name} {width}×{height}',
  'doctor.capture': '화면 보여 주기',
  'doctor.capture.drawn': '가능합니다(그려진 화면)',
  'doctor.capture.fast': '가능합니다(공유 메모리 사용)',
  'doctor.capture.slow': '가능하지만 약 열 배 느립니다. 디스플레이가 다른 컴퓨터에 있거나 공유 메모리가 없습니다',
  'doctor.capture.no': '불가능합니다: {problem}',
  'doctor.notice': '화면 알림',
  'doctor.notice.yes': '가능합니다',
  'doctor.notice.no': '불가능하므로 화면을 보여 주지 않습니다',
  'doctor.terminal': '질문',
  'doctor.terminal.yes': '이 터미널에 표시합니다',
  'doctor.terminal.no': '터미널이 없어 표시할 수 없습니다. --allow와 --deny로 답합니다',
  'doctor.hub': '서버',
  'doctor.hub.yes': '{url} 응답함: {company}',
  'doctor.hub.no': '{problem}',
  'doctor.node': 'Node.js',
  'doctor.node.old': '{version}은(는) 오래된 버전입니다. 24.15 이상이 필요합니다',
  'doctor.images': '이미지 인코더',
  'doctor.images.yes': '가능합니다',
  'doctor.images.no': '불러올 수 없습니다: {problem}',
  'doctor.fix': '해결 방법',
  'doctor.fix.display': '데스크톱의 터미널에서 실행하거나 DISPLAY를 지정하세요. 예: DISPLAY=:0 deskhand-agent 번호',
  'doctor.fix.wayland': '로그인 화면에서 “Xorg” 또는 “X11” 세션을 선택해 로그인하세요',
  'doctor.fix.access': '데스크톱에 로그인한 사용자로 실행하거나 현재 사용자를 허용하세요: xhost +si:localuser:{user}',
  'doctor.fix.node':
    'https://nodejs.org에서 새 Node.js를 설치하거나, Node.js가 함께 들어 있는 상담원의 명령을 실행하세요',
  'doctor.fix.hub': '주소와 네트워크를 확인하세요: curl -I {url}',
  'doctor.fix.images': '다음을 실행하세요: npm install --include=optional',
  help: `deskhand-agent – 상담원이 이 컴퓨터에서 도와드립니다. 설치되는 것은 없습니다.

사용법
  deskhand-agent 번호|링크 [옵션]          세션에 참여
  deskhand-agent status                    무엇을 누구에게 보여 주는지 확인
  deskhand-agent revoke [항목…]            중지하고 허용 취소
  deskhand-agent leave                     모두 중지하고 나가기
  deskhand-agent say 내용                  상담원에게 메시지 보내기
  deskhand-agent files                     상담원이 올린 파일 보기
  deskhand-agent download 번호 --to 폴더   그 파일 내려받기
  deskhand-agent doctor                    이 컴퓨터로 할 수 있는 일 확인

옵션
  --hub URL           지원 서버(링크에는 이미 들어 있음, 또는 DESKHAND_HUB)
  --name 이름         세션에서 쓸 이름
  --email 주소        상담원에게 알려 줄 이메일 주소
  --allow 항목        미리 허용할 항목. 예: desktop.view,system.info
                      “all”은 reboot, login-as, script, system.info(직접
                      지정)와 cobrowse(항상 질문)를 뺀 모든 항목입니다
  --allow-apps 이름   이 프로그램만 보여 줄 수 있습니다(예: Firefox,Gimp)
  --deny 항목         미리 거부할 항목. --allow보다 우선합니다
  --password-stdin    세션 비밀번호를 표준 입력에서 읽습니다
  --platform 이름     x11, 또는 내 화면 대신 그려진 데스크톱인 fake
  --json              일어나는 일을 한 줄에 JSON 하나로 출력(질문하지 않음)
  --to 폴더           파일을 내려받을 폴더. 이미 있는 파일은 바꾸지 않습니다
  -s, --session 번호  여러 세션에 참여 중일 때 세션을 지정합니다
  --lang en|ko        이 프로그램의 언어
  -V, --version       버전
  -h, --help          이 도움말

터미널이 없으면 질문할 수 없으므로 --allow에 없는 항목은 거부합니다.

예
  deskhand-agent 123456789 --hub https://support.example.com
  deskhand-agent https://support.example.com/j/123456789
  deskhand-agent 123456789 --allow desktop.view --json`,
} as const
