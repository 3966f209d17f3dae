import type { WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import { type Cadence, cadenceOf } from './cadence.ts'
import type { CareFacts } from './facts.ts'
import type { CareDocument, CareObligation, DayWindow } from './section.ts'

/** Days recorded on the customer that say when something was last done. */
export type DoneFact = 'lastMaintenanceOn' | 'lastVisitOn' | 'lastProductVisitOn' | 'lastContactOn' | 'verifiedOn'

/** One rule that owes something again and again. */
export type CareRule = {
  ruleId: string
  kind: string
  appliesTo: readonly string[]
  /** Groups a stricter rule of the same name takes care of. */
  except: readonly string[]
  cadence: Cadence
  /** Infinity where the policy sets no end. */
  atMost: number
  window: DayWindow
  counted: boolean
  /** What says when it was last done, before this rule has tasks of its own. */
  recordedIn: readonly DoneFact[]
  satisfiedBy: readonly string[]
  /** Done otherwise, it moves the next due day even when no task of the rule was done for it. */
  follows: boolean
}

/** What says when a thing was last done. */
export type Done = Pick<CareRule, 'recordedIn' | 'satisfiedBy' | 'follows'>

const inTouch = ['MAINTENANCE', 'PRODUCT_VISIT', 'PRODUCT_RECOMMENDATION', 'ANNUAL_VISIT', 'ONLINE_REVIEW', 'FOLLOW_UP', 'FOLLOW_UP_VISIT']

/** CARE-31: any dealing is a contact, whoever began it. */
export const contact: Done = {
  recordedIn: ['lastContactOn', 'lastMaintenanceOn', 'lastVisitOn', 'lastProductVisitOn'],
  satisfiedBy: [...inTouch, 'CONTACT', 'VALUE_ADDED'],
  follows: true,
}

const pasts: Readonly<Record<string, Done>> = {
  MAINTENANCE: { recordedIn: ['lastMaintenanceOn'], satisfiedBy: ['MAINTENANCE'], follows: false },
  PRODUCT_VISIT: { recordedIn: ['lastProductVisitOn'], satisfiedBy: ['PRODUCT_VISIT'], follows: false },
  PRODUCT_RECOMMENDATION: {
    recordedIn: ['lastProductVisitOn'],
    satisfiedBy: ['PRODUCT_RECOMMENDATION', 'PRODUCT_VISIT'],
    follows: false,
  },
  FOLLOW_UP_VISIT: { recordedIn: ['lastVisitOn'], satisfiedBy: ['FOLLOW_UP_VISIT'], follows: false },
  CONTACT: contact,
  // MD-13: whoever verifies, for whatever reason, starts the time anew.
  VERIFY: { recordedIn: ['verifiedOn'], satisfiedBy: ['VERIFY'], follows: true },
}

/** Kinds of tasks that come from recurring rules alone. */
export const periodicKinds: readonly string[] = [
  ...inTouch.filter((kind) => kind !== 'FOLLOW_UP_VISIT'),
  'CONTACT',
  'VALUE_ADDED',
  'VERIFY',
]

/** The rules that a checked document has switched on, in its order; verification last. */
export function careRules({ care, visits, customers }: CareDocument, calendar: WorkCalendar): CareRule[] {
  const ruleOf = (window: DayWindow) => (obligation: CareObligation) => careRule(obligation, window, calendar)
  const enabled = ({ enabled }: CareObligation) => enabled
  const { focus, focusDays, otherDays } = customers.verification
  const verify = { rule: 'MD-13', enabled: true, action: 'VERIFY', counted: false }
  return [
    ...care.obligations.filter(enabled).map(ruleOf(care.window)),
    ...visits.obligations.filter(enabled).map(ruleOf(visits.periodic.window)),
    careRule({ ...verify, appliesTo: focus, every: { days: focusDays } }, care.window, calendar),
    { ...careRule({ ...verify, appliesTo: care.appliesTo, every: { days: otherDays } }, care.window, calendar), except: focus },
  ]
}

function careRule(
  { rule, action, appliesTo, every, atMost, counted }: CareObligation,
  window: DayWindow,
  calendar: WorkCalendar,
): CareRule {
  return {
    ruleId: rule,
    kind: action,
    appliesTo,
    except: [],
    cadence: cadenceOf(every, calendar),
    atMost: atMost ?? Number.POSITIVE_INFINITY,
    window,
    counted,
    ...(pasts[action] ?? { recordedIn: [], satisfiedBy: [action], follows: false }),
  }
}

/** The latest day in or before `today` on which what the rule asks is recorded as done. */
export function recordedOn(rule: Pick<Done, 'recordedIn'>, facts: CareFacts, today: string): string | null {
  let last: string | null = null
  for (const name of rule.recordedIn) last = later(last, facts[name] ?? null, today)
  return last
}

/** Of two days the later one that is not after `today`: a day to come is a slip of the pen. */
export const later = (a: string | null, b: string | null, today: string): string | null =>
  b !== null && b <= today && (a === null || b > a) ? b : a
