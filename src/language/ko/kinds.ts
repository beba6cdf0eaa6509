// Everything a customer can consent to: what it is called, and what exactly happens after a yes (ko).

/** Messages of the area `kinds`: `KIND` is a title, `KIND.yes` the sentence that follows "if you say yes". */
export const kinds = {
  'desktop.view': '내 데스크톱 전체 보기',
  'desktop.view.yes':
    '중지할 때까지 {rep} 님과 이 세션의 다른 참가자가 내 화면 전체를 실시간으로 봅니다. 클릭하거나 입력할 수는 없습니다.',
  'desktop.control': '내 데스크톱 제어',
  'desktop.control.yes':
    '중지할 때까지 {rep} 님이 내 마우스와 키보드를 사용하고, 이 세션의 모든 참가자가 내 화면을 봅니다. 직접 클릭하면 제어권이 바로 돌아옵니다.',
  'desktop.share': '상담원의 데스크톱 보여 주기',
  'desktop.share.yes': '{rep} 님의 데스크톱을 보는 창이 열립니다. 내 화면은 보이지 않습니다.',
  'desktop.share-control': '상담원의 데스크톱 제어 허용',
  'desktop.share-control.yes': '{rep} 님의 데스크톱을 보고 제어하는 창이 열립니다. 내 화면은 보이지 않습니다.',
  'app.view': '내 프로그램 하나 보기',
  'app.view.yes':
    '내가 고른 프로그램의 창을 중지할 때까지 {rep} 님과 이 세션의 다른 참가자가 실시간으로 봅니다. 클릭하거나 입력할 수는 없습니다. 다른 창이 가린 부분은 빗금으로 보이니, 가리는 창을 옮기거나 닫아 주십시오.',
  'app.control': '내 프로그램 하나 제어',
  'app.control.yes':
    '내가 고른 프로그램의 창을 중지할 때까지 {rep} 님이 사용하고, 이 세션의 모든 참가자가 그 창을 봅니다. 다른 창이 가린 부분은 빗금으로 보이니, 가리는 창을 옮기거나 닫아 주십시오.',
  'app.share': '상담원의 프로그램 보여 주기',
  'app.share.yes': '{rep} 님의 프로그램을 보는 창이 열립니다. 내 화면은 보이지 않습니다.',
  'app.share-control': '상담원의 프로그램 제어 허용',
  'app.share-control.yes': '{rep} 님의 프로그램을 보고 제어하는 창이 열립니다. 내 화면은 보이지 않습니다.',
  'cobrowse.view': '도움이 필요한 창 보기',
  'cobrowse.view.yes':
    '중지할 때까지 {rep} 님과 이 세션의 다른 참가자가 도움을 요청한 창이나 내가 고른 창을 실시간으로 봅니다. 클릭하거나 입력할 수는 없습니다.',
  'cobrowse.control': '도움이 필요한 창 함께 사용',
  'cobrowse.control.yes':
    '중지할 때까지 {rep} 님이 도움을 요청한 창이나 내가 고른 창에서 클릭하고 입력하며, 이 세션의 모든 참가자가 그 창을 봅니다.',
  'system.info': '이 컴퓨터의 정보 읽기',
  'system.info.yes':
    '하드웨어, 프로그램, 서비스, 프로세스, 네트워크 주소, 환경 변수 목록을 {rep} 님에게 한 번 보내고 세션 기록에 보관합니다. 비밀번호와 토큰은 가려집니다.',
  script: '이 컴퓨터에서 스크립트 실행',
  'script.yes': '{rep} 님이 고른 스크립트를 내 권한으로 한 번 실행하고 결과를 보냅니다.',
  'login-as': '다른 사용자로 로그인',
  'login-as.yes': '세션이 끝날 때까지 {rep} 님이 다른 사용자 계정의 권한으로 이 컴퓨터에서 작업합니다.',
  reboot: '이 컴퓨터 다시 시작',
  'reboot.yes': '이 컴퓨터를 바로 다시 시작합니다. 먼저 작업 중인 내용을 저장해 주세요. 다시 켜지면 세션이 이어집니다.',
  'files.basic': '파일 올려 주기',
  'files.basic.yes':
    '중지할 때까지 {rep} 님이 파일을 올려 줄 수 있습니다. 어떤 파일을 어느 폴더에 받을지는 직접 고르며, 그 전에는 이 컴퓨터에 아무것도 저장되지 않고 가져가는 것도 없습니다.',
  'files.advanced': '내 파일 작업',
  'files.advanced.yes': '{rep} 님이 내 폴더를 보고 이 컴퓨터와 파일을 주고받을 수 있습니다.',
  'files.operation': '파일 복사, 삭제 또는 이름 변경',
  'files.operation.yes': '여기에 적힌 작업 하나만 이 컴퓨터에서 실행합니다.',
  record: '세션 녹화',
  'record.yes': '녹화를 중지할 때까지 화면과 대화를 녹화하고 회사에서 보관합니다.',
  voice: '음성 대화',
  'voice.yes': '통화에서 나갈 때까지 세션의 모든 사람이 내 마이크 소리를 듣습니다.',
  video: '카메라로 보기',
  'video.yes': '중지할 때까지 세션의 모든 사람이 내 카메라 영상을 봅니다.',
  print: '내 문서 인쇄',
  'print.yes': '이 컴퓨터의 문서를 {rep} 님의 프린터로 인쇄합니다.',
  clipboard: '클립보드 주고받기',
  'clipboard.yes':
    '세션이 끝날 때까지 {rep} 님이 버튼을 누를 때마다 내 클립보드에 텍스트를 넣거나 클립보드의 텍스트를 읽을 수 있습니다.',
  'clipboard.push': '내 클립보드에 텍스트 넣기',
  'clipboard.push.yes':
    '클립보드의 지금 내용 대신 이 텍스트가 들어갑니다. 세션 내내 허용하면 {rep} 님이 내 클립보드를 읽을 수도 있습니다.',
  'clipboard.pull': '내 클립보드의 텍스트 읽기',
  'clipboard.pull.yes':
    '마지막으로 복사한 텍스트를 {rep} 님에게 한 번 보냅니다. 비밀번호일 수도 있으니 확인해 주세요. 텍스트는 보관하지 않습니다. 세션 내내 허용하면 {rep} 님이 다시 읽을 수 있습니다.',
} as const
