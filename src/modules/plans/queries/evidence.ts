import type { Day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import type { Evidence, RuleEvidence } from '../../../platform/house.ts'
import { lately } from '../../../platform/lately.ts'
import { sightText } from '../../../platform/scope.ts'
import { hasNewTier } from '../../care/policy/applies.ts'
import { readUnits } from '../../organisation/queries.ts'
import type { PlanKind } from '../contract.ts'
import { isPlanned, yearDueBy } from '../policy/annual.ts'
import { audiencesOf, type PlansDocument, plansDocument } from '../policy/section.ts'
import { tiersNamed, tiersWithoutStrategy } from '../policy/strategies.ts'
import { annualStandings, unitsServed } from './annual.ts'
import { type Audience, countEnded, countPlanned, type Kept } from './plans.ts'

type Context = Parameters<RuleEvidence['read']>[0]

/** Of so many customers on it takes a while to count. */
const manyCustomers = 20_000

export const audienceOf = (kind: PlanKind, document: PlansDocument): Audience => ({
  kind,
  audiences: audiencesOf(kind, document),
  newByTier: hasNewTier(document.tiering),
})

/** How many in scope ought to have a plan and how many do; of a big book at most a minute old. */
export async function plannedLately({ db, scope, now }: Pick<Context, 'db' | 'scope' | 'now'>, audience: Audience): Promise<Kept> {
  const { answer } = await lately(
    { db, now },
    {
      key: `planned ${sightText(scope)} ${JSON.stringify(audience)}`,
      count: () => countPlanned(db, scope, audience),
      isCostly: ({ asked }) => asked > manyCustomers,
    },
  )
  return answer
}

/** CARE-18: a strategy of its own for each customer that ought to have one, and a template for each tier. */
async function strategies(context: Context, document: PlansDocument): Promise<Evidence> {
  const [named, open] = [tiersNamed(document), tiersWithoutStrategy(document)]
  return {
    ...(await plannedLately(context, audienceOf('PERSONAL', document))),
    lines: [
      { word: 'plan-tiers', value: named.length },
      { word: 'plan-tiers-with-strategy', value: named.length - open.length },
    ],
    to: '/plans?view=no-personal',
  }
}

/** CARE-20: a plan for each customer that is to be lifted. */
async function uplifts(context: Context, document: PlansDocument): Promise<Evidence> {
  const { months } = document.care.plans.uplift
  return {
    ...(await plannedLately(context, audienceOf('UPLIFT', document))),
    lines: [{ word: 'plan-uplift-months', value: months }],
    to: '/plans?view=no-uplift',
  }
}

/** CARE-24: of the plans with a goal that ended in the period, those that reached it. */
async function endings({ db, scope }: Context, period: { from: Day; until: Day }): Promise<Evidence> {
  const { ended, reached, without } = await countEnded(db, scope, period)
  return {
    ...{ asked: ended, kept: reached },
    lines: [
      { word: 'plan-missed', value: ended - reached },
      { word: 'plan-without-goal', value: without },
    ],
    to: '/plans?view=over',
  }
}

/** CARE-25: units with customers that were planned for by the last day there was for it; and how far the year after is. */
async function annual({ db, scope, now }: Context, document: PlansDocument, { until }: { until: Day }): Promise<Evidence> {
  const today = inZone(now, 'Asia/Shanghai').day
  const { annualDue } = document.care.plans
  const { year, dueOn } = yearDueBy(until < today ? until : today, annualDue)
  const plans = await annualStandings(db, [year, year + 1])
  const parentOf = new Map((await readUnits(db)).map((u) => [u.id, u.parentId]))
  const served = await unitsServed(db, scope)
  const planned = (of: number, by: Day) => served.filter((unitId) => isPlanned(unitId, of, by, plans, parentOf)).length
  return {
    ...{ asked: served.length, kept: planned(year, dueOn) },
    lines: [
      { word: 'plan-year', value: String(year) },
      { word: 'plan-due', value: dueOn },
      { word: 'plan-next-year', value: planned(year + 1, today) },
    ],
    to: '/plans/annual',
  }
}

/** What shows that the rules of who ought to have a plan are kept, now. */
export const planEvidence: RuleEvidence = {
  rules: ['CARE-18', 'CARE-20'],
  ofNow: true,
  read(context, rule) {
    const document = plansDocument.parse(context.policy)
    return rule === 'CARE-18' ? strategies(context, document) : uplifts(context, document)
  },
}

/** The same of what came of plans in a period, and of the plan of the year that was due in it. */
export const endingEvidence: RuleEvidence = {
  rules: ['CARE-24', 'CARE-25'],
  read: (context, rule, period) =>
    rule === 'CARE-24' ? endings(context, period) : annual(context, plansDocument.parse(context.policy), period),
}
