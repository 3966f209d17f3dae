import type { Module } from '../../platform/house.ts'
import { distribution, movement, tierHistory, why } from './actions/answers.ts'
import { assessmentTable } from './actions/assessment-table.ts'
import { exportTiers } from './actions/export.ts'
import { listRuns, startRun, tierRunJob } from './actions/runs.ts'
import { nightlyRun, refreshSoon } from './jobs.ts'
import { checkTiering, findGaps } from './policy/check.ts'
import { tieringSection } from './policy/section.ts'
import { evidenceOfTiers } from './queries/evidence.ts'
import { forgetCustomers } from './store.ts'
import { text } from './text.ts'

const reasonOf = (code: string): string => code.toLowerCase().replaceAll('_', '-')

/** Tiers by the written policy: what this room offers the building. */
export const tiering: Module = {
  name: 'tiering',
  actions: [startRun, listRuns, why, distribution, movement, tierHistory, exportTiers, assessmentTable],
  texts: text,
  told: { tier: { permission: 'tiering.read' }, 'tier-run': { permission: 'tiering.read', house: true } },
  jobs: [tierRunJob],
  tasks: [nightlyRun, refreshSoon],
  schedules: [{ name: 'tiering.nightly', cron: '5 0 * * *', task: nightlyRun.name }],
  reactions: [
    {
      on: ['order.created', 'order.changed', 'order.deleted', 'customer.created', 'import.ended', 'undo.done'],
      task: refreshSoon.name,
    },
    { on: ['policy.published'], task: nightlyRun.name },
  ],
  policySection: {
    key: 'tiering',
    schema: tieringSection,
    check(raw) {
      const section = tieringSection.parse(Object.fromEntries(Object.entries(raw as object).filter(([key]) => key !== 'rules')))
      const gaps = findGaps(section)
      return {
        findings: checkTiering(section)
          .filter((f) => f.level === 'ERROR')
          .map((f) => ({ path: f.path, reason: reasonOf(f.code), facts: f.facts })),
        figures: gaps.length > 0 ? { gapCells: gaps.length, gapCases: gaps.reduce((sum, g) => sum + g.cases, 0) } : {},
      }
    },
  },
  evidence: [evidenceOfTiers],
  forgetCustomers,
}
