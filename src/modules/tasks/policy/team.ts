import { addDays, type Day } from '../../../core/day.ts'
import type { TeamFigures } from '../contract/team.ts'
import { mondayOf } from './weeks.ts'

/** The days a team's figures are about; on-time work is judged over windows that ended from `judgedFrom` until yesterday. */
export type TeamDays = { today: Day; monday: Day; sunday: Day; judgedFrom: Day; judgedUntil: Day }

export const teamDays = (today: Day): TeamDays => {
  const monday = mondayOf(today)
  return { today, monday, sunday: addDays(monday, 6), judgedFrom: addDays(today, -90), judgedUntil: addDays(today, -1) }
}

export const noWork: TeamFigures = { overdue: 0, today: 0, week: 0, open: 0, done: 0, judged: 0, onTime: 0 }

/** Share in time of what is judged, in whole percent and cut, so that 99.9 does not look like all; null where nothing is judged. */
export const onTimePercent = ({ judged, onTime }: Pick<TeamFigures, 'judged' | 'onTime'>): number | null =>
  judged === 0 ? null : Math.floor((onTime * 100) / judged)

const many = 20_000

/** Whether so many open tasks take a while to count: their figures may be a minute old. */
export const isBig = (openTasks: number): boolean => openTasks > many
