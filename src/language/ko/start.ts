// What the customer's start script says (ko).
import type { Mirror } from '../catalogue.ts'
import type { start as en } from '../en/start.ts'

/** Messages of the area `start`. */
export const start: Mirror<typeof en> = {
  downloading: '지원 프로그램을 내려받고 있습니다. 처음 한 번만 받습니다 …',
  downloadFailed: '지원 프로그램을 내려받지 못했습니다. 인터넷 연결을 확인한 뒤 다시 시도해 주세요.',
  damaged: '내려받은 지원 프로그램이 손상되어 실행하지 않았습니다. 다시 시도해 주세요.',
  noDownloader: 'curl과 wget이 모두 없습니다. 둘 중 하나를 설치한 뒤 다시 시도해 주세요.',
  noSpace: '지원 프로그램을 저장할 공간(약 200MB)이 부족하거나 폴더에 쓸 수 없습니다.',
  unsupported:
    '이 컴퓨터에서 바로 실행할 수 있는 지원 프로그램이 없습니다. Node.js 20 이상(nodejs.org)을 설치한 뒤 다음 명령을 실행해 주세요: {command}',
}
