import { addDays, type Day, dayNumber, weekday } from '../../core/day.ts'
import { type NoticeAsked, tellByOf } from '../../modules/tasks/policy/notice.ts'
import type { PastReport } from '../../modules/tasks/store/past.ts'
import { randomFrom } from './random.ts'

type ToldBefore = Pick<PastReport, 'tellBy' | 'toldOn' | 'toldChannel'>

const friday = 5

/** Most customers hear of it some days before (CARE-15); some only when somebody stands at the door, a few never. */
export function toldOf(taskId: number, asked: NoticeAsked | null, done: { doneOn: Day; channel: string | null }): ToldBefore {
  const tellBy = tellByOf(asked, done)
  const random = randomFrom(taskId * 31_337 + 5)
  const luck = random.next()
  if (tellBy === null || luck > 0.95) return { tellBy, toldOn: null, toldChannel: null }
  const toldChannel = random.pick(['PHONE', 'PHONE', 'IM', 'EMAIL'])
  if (luck > 0.9) return { tellBy, toldOn: done.doneOn, toldChannel }
  const day = addDays(tellBy, -random.int(0, 3))
  return { tellBy, toldOn: addDays(day, -Math.max(0, weekday(dayNumber(day)) - friday)), toldChannel }
}
