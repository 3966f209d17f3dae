import { changeMany } from '../../../platform/action.ts'
import { peopleOn } from '../../care/queries/reminders.ts'
import { liveOn } from '../../care/queries.ts'
import { type NewNotice, notify } from '../../notifications/actions/telling.ts'
import { annualOwed, annualStep, yearsAbout } from '../policy/annual.ts'
import { plannersOf } from '../policy/annual-people.ts'
import { annualStandings, unitsNamed, unitsServed } from '../queries/annual.ts'
import { policyIfAny } from './policy-now.ts'

/**
 * CARE-25: tells whoever sees to the plan of a year that it is not approved yet, 30 and 7 days ahead and once when it is late. What was
 * due before the company began to keep its policy here is let be.
 */
export const tellAnnual = changeMany<null, true>('plans.tell-annual', 'care.plan', async (context) => {
  const { tx, company, now, scope } = context
  const policy = await policyIfAny(tx, company, now)
  const began = await liveOn(tx)
  if (policy === undefined || began === undefined) return { result: true, events: [] }
  const { today, version, document } = policy
  const people = await peopleOn(tx, today)
  const [served, units] = [await unitsServed(tx, scope), await unitsNamed(tx)]
  const notices: NewNotice[] = []
  for (const { year, dueOn } of yearsAbout(today, document.care.plans.annualDue)) {
    const step = annualStep(dueOn, today)
    if (step === null || dueOn < began) continue
    const plans = await annualStandings(tx, [year - 1, year])
    for (const unitId of annualOwed(year, today, plans, { served, parentOf: people.organisation.parentOf })) {
      const about = {
        kind: step === 'LATE' ? ('PLAN_LATE' as const) : ('PLAN_DUE' as const),
        subject: { kind: 'YEAR' as const, id: year },
        step: unitId === null ? step : `${step}_${unitId}`,
      }
      const facts = { year, unit: unitId === null ? null : (units.get(unitId) ?? null), dueOn }
      const cause = { rule: 'CARE-25', policyVersion: version }
      for (const personId of plannersOf(unitId, people)) notices.push({ personId, ...about, customerId: null, cause, facts })
    }
  }
  await notify(context, notices)
  return { result: true, events: [] }
})
