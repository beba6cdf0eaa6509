// What the drawn desktop shows: words that a support case could have on its screen, in two languages at once.

/** Lines that scroll through the terminal, over and over. */
export const TERMINAL_LINES = [
  '$ lpstat -p office',
  'printer office is idle.  enabled since Mon 09:12',
  '$ lpq -P office',
  'Rank    Owner   Job   File(s)              Total Size',
  'active  minji   482   분기보고서.pdf        1834496 bytes',
  '1st     minji   483   invoice-2211.pdf      287744 bytes',
  '$ ping -c 3 printer.office.example',
  '64 bytes from 192.0.2.17: icmp_seq=1 ttl=64 time=0.41 ms',
  '64 bytes from 192.0.2.17: icmp_seq=2 ttl=64 time=0.38 ms',
  '64 bytes from 192.0.2.17: icmp_seq=3 ttl=64 time=0.44 ms',
  '3 packets transmitted, 3 received, 0% packet loss',
  '$ tail -f /var/log/cups/error_log',
  'D [Job 482] Connecting to printer at 192.0.2.17:9100',
  'D [Job 482] 용지가 없습니다 (media-empty)',
  'W [Job 482] The printer is out of paper: tray 2',
  'I [Job 482] 급지함 2에 용지를 넣어 주십시오',
  'D [Job 482] Waiting for the printer to become ready...',
] as const

/** What is written in the note window. */
export const NOTE_LINES = [
  '프린터 점검 메모',
  '',
  '1. 급지함 2의 용지를 확인했습니다.',
  '2. 인쇄를 다시 시작해도 멈춥니다.',
  '3. 어제까지는 문제가 없었습니다.',
  '',
  'To ask: why only PDF files?',
  '담당자: 김민지 (내선 204)',
] as const

/** Names under the icons. */
export const ICONS = ['내 문서', 'Printer', '휴지통'] as const
/** The window titles. */
export const TITLES = { terminal: 'Terminal', note: '메모 - 프린터.txt', browser: 'Printer status - Browser' } as const
/** What the browser shows. */
export const PAGE_LINES = [
  'Office printer',
  'State: waiting for paper (tray 2)',
  'Toner: 61 %   Drum: 88 %',
  '대기 중인 문서 2건',
] as const
