import type { Module } from '../../platform/house.ts'
import { annualApproval, askAnnual, changeAnnual, createAnnual, listAnnual, readAnnual } from './actions/annual.ts'
import { endJob, endPlans } from './actions/endings.ts'
import { changePlan, createPlan, listLacking, listPlans, planTemplate, readPlan, withdrawPlan } from './actions/plans.ts'
import { nightlyEndings } from './jobs.ts'
import { openStrategies } from './policy/strategies.ts'
import { requireNoAnnual } from './queries/annual.ts'
import { endingEvidence, planEvidence } from './queries/evidence.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

/** What is meant for customers beyond single duties: what this room offers the building. */
export const plans: Module = {
  name: 'plans',
  actions: [
    ...[listPlans, listLacking, planTemplate, readPlan, createPlan, changePlan, withdrawPlan, endPlans],
    ...[listAnnual, readAnnual, createAnnual, changeAnnual, askAnnual],
  ],
  texts: text,
  told: { plan: { permission: 'plans.read' }, 'annual-plan': { permission: 'plans.read', house: true } },
  jobs: [endJob],
  tasks: [nightlyEndings],
  schedules: [{ name: 'plans.nightly', cron: '50 0 * * *', task: nightlyEndings.name }],
  policySection: {
    key: 'care',
    check: (_, policy) => ({ findings: openStrategies(policy), figures: {} }),
  },
  approvals: [annualApproval],
  evidence: [planEvidence, endingEvidence],
  forgetCustomers,
  requireUnitFree: requireNoAnnual,
}
