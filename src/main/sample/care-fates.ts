import { type WorkCalendar, workdayFrom } from '../../core/calendar/work-calendar.ts'
import { type Day, dayFrom, dayNumber } from '../../core/day.ts'
import type { RuleAsks } from '../../modules/tasks/contract.ts'
import type { PlannedTask } from '../../modules/tasks/store.ts'
import * as words from './care-words.ts'
import { type Random, randomFrom } from './random.ts'

/** What becomes of a duty if it is still owed when its days come. */
export type Fate = {
  how: 'DONE' | 'WAIVED'
  /** Null: nobody ever gets to it. */
  on: Day | null
  postponed: { at: Day; to: Day; reason: string | null } | null
  /** Release was asked of a second person, who decides on `decidedOn`. */
  asked: { at: Day; decidedOn: Day; approved: boolean; reason: string; note: string } | null
  /** One of the cases in which the policy lets whoever does it release itself. */
  ground: string | null
  /** The contact is on record. */
  logged: boolean
}

/** Nobody puts a duty off for longer than so many days once its time is over; what was left longer ago was done late. */
const forgottenAtMost = 30

type Case = { duty: PlannedTask; due: number; end: number; now: number; random: Random; day: (at: number) => Day }

/** When a duty was planned, the day up to which the company has lived, and how often whoever is to do it is late: 1 as most are. */
type Known = { asks: RuleAsks | null; createdOn: Day; today: Day; calendar: WorkCalendar; slackness: number }

/** The same for the same customer, rule and period, whatever was drawn before. */
export function fateOf(duty: PlannedTask, customerNo: string, { asks, createdOn, today, calendar, slackness }: Known): Fate {
  // A period may end with the number of a date, which is not the same in every company.
  const random = randomFrom(textHash(`${customerNo} ${duty.ruleId} ${duty.period.split(':')[0]}`))
  const earliest = dayNumber(createdOn) + 1
  const day = (at: number): Day => {
    const workday = workdayFrom(calendar, at, -1)
    return dayFrom(workday < earliest ? workdayFrom(calendar, earliest, 1) : workday)
  }
  const [due, end, now] = [dayNumber(duty.dueOn), dayNumber(duty.windowTo), dayNumber(today)]
  const at: Case = { duty, due, end, now, random, day }
  if (duty.kind === 'ASSIGN_MANAGER') return { ...usual(at), on: null }
  const luck = random.next()
  const ground = asks?.waiveFor[0]
  if (ground !== undefined && luck < 0.1) return { ...usual(at), how: 'WAIVED', ground, logged: false }
  if (asks !== null && duty.counted && luck < 0.2 && due > now && due <= now + 9) return waiting(at)
  if (asks !== null && duty.counted && luck < 0.02) return asked(at)
  if (asks !== null && luck < 0.1 && end > due) return postponed(at)
  const slips = 0.1 + 0.016 * slackness
  if (luck < slips) return { ...usual(at), on: day(end + random.int(1, forgottenAtMost)) }
  return luck < slips + 0.02 && end > now - forgottenAtMost ? { ...usual(at), on: null } : usual(at)
}

/** In time, on a workday near the due day. */
function usual({ due, end, random, day }: Case): Fate {
  const on = day(due + random.int(-5, Math.min(4, end - due)))
  return { how: 'DONE', on, postponed: null, asked: null, ground: null, logged: random.chance(0.6) }
}

function postponed(at: Case): Fate {
  const { due, end, random, day } = at
  const [put, to] = [day(due - random.int(1, 6)), day(due + random.int(1, 8))]
  if (to <= put) return usual(at)
  const reason = dayNumber(to) > end || random.chance(0.5) ? random.pick(words.postponing) : null
  return { ...usual(at), on: to, postponed: { at: put, to, reason } }
}

/** Asked these days; nobody has answered yet. */
function waiting(at: Case): Fate {
  const { now, random, day } = at
  const asked = {
    at: day(now - random.int(1, 3)),
    decidedOn: dayFrom(now + 3),
    approved: true,
    reason: random.pick(words.asking),
    note: '',
  }
  return { ...usual(at), how: 'WAIVED', on: asked.decidedOn, asked, logged: false }
}

/** Of five askings four are granted; after the fifth it is done all the same, at times too late. */
function asked(at: Case): Fate {
  const { due, end, random, day } = at
  const askedOn = day(due - random.int(0, 6))
  const decidedOn = day(dayNumber(askedOn) + random.int(1, 4))
  const approved = random.chance(0.8)
  const note = approved ? '' : random.pick(words.refusing)
  const asking = { at: askedOn, decidedOn, approved, reason: random.pick(words.asking), note }
  if (approved) return { ...usual(at), how: 'WAIVED', on: asking.decidedOn, asked: asking, logged: false }
  return { ...usual(at), on: day(Math.max(dayNumber(asking.decidedOn) + 2, end + random.int(-4, 8))), asked: asking }
}

/** FNV-1a. */
function textHash(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}
