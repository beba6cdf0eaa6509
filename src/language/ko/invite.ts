// invite (ko).

/** 초대 문구: 읽어 주는 안내, 고객에게 보내는 글, 다른 상담원에게 보내는 글. */
export const invite = {
  spoken:
    '터미널을 열고 다음 한 줄을 입력한 뒤 Enter 키를 눌러 주세요.\n\n  {command}\n\n또는 브라우저에서 {link} 주소를 열어 주세요. 번호를 물으면 {number} 입니다.\n누가 도와드리는지({company} {rep}) 화면에 표시되며, 고객님이 허락하지 않으면 아무 일도 일어나지 않습니다.',
  customerSubject: '{company} {rep} 님이 원격 지원 세션에 초대합니다',
  customerText:
    '안녕하세요.\n\n{company}의 {rep} 님이 도와드릴 준비가 되었습니다. 지원 세션에 참여하시려면 터미널에 다음 한 줄을 붙여 넣어 주세요.\n\n  {command}\n\n또는 아래 페이지를 열어 주세요.\n\n  {link}\n\n세션 번호는 {number} 입니다.\n\n아무것도 설치되지 않으며, 고객님이 허락하지 않으면 컴퓨터에서 아무 일도 일어나지 않습니다. 언제든지 Ctrl-C 키로 중단할 수 있습니다.\n',
  repSubject: '{rep} 님이 세션 {number} 지원을 요청했습니다',
  repText:
    '안녕하세요.\n\n{rep} 님이 {company} 지원 세션 {number} 에 함께해 주시기를 요청했습니다.\n\n터미널에서:\n\n  {command}\n\n또는 콘솔에서 a 키를 누르고 번호를 입력해 주세요. 세션 링크:\n\n  {link}\n\n허브 주소는 {hub} 이며, 본인 계정이 필요합니다.\n',
} as const
