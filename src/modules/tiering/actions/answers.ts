import { dayNumber } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField, Problem } from '../../../core/problem.ts'
import { read } from '../../../platform/action.ts'
import { ruleRegister } from '../../policies/policy/register.ts'
import { newestVersion, readVersion, versionInForce } from '../../policies/queries.ts'
import { ledgerUntil } from '../../purchases/policy.ts'
import { factsOf } from '../../purchases/queries.ts'
import * as contract from '../contract.ts'
import { reachableSums } from '../policy/check.ts'
import { explain } from '../policy/explain.ts'
import { countsOf, customerOf, historyOf, moves, newestCurrentRun, runOf, stayed } from '../queries.ts'
import { rulesOf } from './rules.ts'

const zone = 'Asia/Shanghai'

export const why = read(contract.why, async ({ db, scope, company, now }, input) => {
  if (input.customerNo === undefined && input.customerId === undefined) throw invalidField('customerNo', 'missing')
  const today = inZone(now, zone).day
  if (input.asOf !== undefined && input.asOf > today) throw invalidField('asOf', 'day-in-future', { today })
  const customer = await customerOf(db, scope, input)
  const version = input.policyVersion ?? (input.asOf === undefined ? await versionInForce(db, today) : await newestVersion(db))
  if (version === undefined) throw new Problem('refused', 'no-policy-yet')
  const rules = await rulesOf(db, company, version)
  const { ledger } = await factsOf(db, scope, customer.id)
  const asOf = dayNumber(input.asOf ?? today)
  const known = input.asOf === undefined ? ledger : ledgerUntil(ledger, asOf)
  const answer = explain(rules, known, asOf)
  const policy = await readVersion(db, version, today)
  const used = new Set([
    'SEG-04',
    'SEG-05',
    'SEG-06',
    'SEG-03',
    answer.models.rfm.rule,
    answer.models.spendTenure.rule,
    ...answer.tags.map((t) => t.rule),
  ])
  const clauses = ruleRegister(policy.document)
    .filter((r) => used.has(r.id))
    .map(({ id, title, clause, text }) => ({ id, title, clause, text }))
  return {
    customerId: customer.id,
    customerNo: customer.customer_no,
    customerName: customer.name,
    policyVersion: version,
    policyTitle: policy.title,
    since: input.asOf === undefined ? customer.since_on : null,
    storedTier: input.asOf === undefined ? customer.tier : null,
    ...answer,
    clauses,
    tiers: rules.section.tiers,
    points: rules.section.rfm.scores,
    table: { cells: rules.section.table, bands: reachableSums(rules.section) },
  }
})

export const distribution = read(contract.distribution, async ({ db }, { runId }) => {
  const run = runId === undefined ? await newestCurrentRun(db) : await runOf(db, runId)
  return { run: run ?? null, counts: run ? await countsOf(db, run.id) : [] }
})

export const movement = read(contract.movement, async ({ db, scope }, { from, until }) => {
  if (from > until) throw invalidField('until', 'day-before-from', { from })
  const moved = await moves(db, scope, from, until)
  return { moves: moved.filter((m) => m.from !== m.to), stayed: await stayed(db, scope, from, until) }
})

export const tierHistory = read(contract.tierHistory, async ({ db, scope }, { customerId, limit }) => ({
  rows: await historyOf(db, scope, customerId, limit),
}))
