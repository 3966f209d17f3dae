import { addDays } from '../src/core/day.ts'
import type { Problem } from '../src/core/problem.ts'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { createPerson, createUnit } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { insertPlanned, type PlannedTask } from '../src/modules/tasks/store.ts'
import { inTransaction } from '../src/platform/db/connect.ts'
import type { Tx } from '../src/platform/db/db.ts'
import type { TestOffice } from './office.ts'
import { personIn } from './world.ts'

/** A maintenance duty of CARE-01 around a due day, with the usual window. */
export const duty = (customerId: number, dueOn: string, change: Partial<PlannedTask> = {}): PlannedTask => ({
  customerId,
  kind: 'MAINTENANCE',
  ruleId: 'CARE-01',
  period: dueOn,
  policyVersion: 1,
  basis: 'LAST_DONE',
  facts: { lastDoneOn: '2026-08-22', months: 3 },
  dueOn,
  windowFrom: addDays(dueOn, -7),
  windowTo: addDays(dueOn, 7),
  counted: true,
  assigneeId: null,
  assignedAs: 'OWNER',
  assignedFacts: null,
  unitId: null,
  tier: 'CORE',
  class: 'KEY',
  ...change,
})

/** Runs store functions in a transaction of the company's own role. */
export const inTx = <T>(office: TestOffice, work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(office.company.write, work)

/** Plans duties and answers their ids, by customer, rule and period as given. */
export async function plan(office: TestOffice, duties: readonly PlannedTask[]): Promise<number[]> {
  await inTx(office, (tx) => insertPlanned(tx, duties, office.now))
  const rows = await office.sql<{ id: string; customer_id: string; rule_id: string; period: string }>(
    'select id, customer_id, rule_id, period from task where rule_id is not null',
  )
  const ids = new Map(rows.map((r) => [`${r.customer_id} ${r.rule_id} ${r.period}`, Number(r.id)]))
  return duties.map((d) => ids.get(`${d.customerId} ${d.ruleId} ${d.period}`) ?? 0)
}

/**
 * The tally worked out anew from the tasks, and its sums from it, and both as they are kept; each line a combination with its count. What
 * was planned anew is in none; what was to be announced stands there a second time.
 */
export async function bothTallies(office: TestOffice): Promise<{ kept: string[]; recounted: string[] }> {
  const line = "rule_id || ' ' || window_to || ' ' || unit_id || ' ' || assignee_id || ' ' || tier || ' ' || class || ' ' || standing"
  const kept = await office.sql<{ line: string }>(`select ${line} || ' ' || n as line from duty_tally order by 1`)
  const recounted = await office.sql<{ line: string }>(`
    select ${line} || ' ' || count(*) as line from (
      select rule_id, window_to, coalesce(unit_id, 0) as unit_id, coalesce(assignee_id, 0) as assignee_id, coalesce(tier, '') as tier,
        coalesce(class, '') as class, case when state = 'DONE' and done_on <= window_to then 'ON_TIME' when state = 'DONE' then 'LATE'
          when state = 'ENDED' then 'NOT_APPLICABLE' else state end as standing
      from task where origin = 'POLICY' and coalesce(ended_reason, '') <> 'RESCHEDULED'
      union all
      select 'CARE-15', tell_by, coalesce(unit_id, 0), coalesce(assignee_id, 0), coalesce(tier, ''), coalesce(class, ''),
        case when told_on <= tell_by then 'ON_TIME' when told_on > tell_by then 'LATE' else 'OPEN' end
      from task where tell_by is not null) t
    group by rule_id, window_to, unit_id, assignee_id, tier, class, standing order by 1`)
  const sums = (from: string) =>
    office.sql<{ line: string }>(
      `select rule_id || ' ' || window_to || ' ' || standing || ' ' || sum(n) as line from ${from} group by rule_id, window_to, standing
       having sum(n) <> 0 order by 1`,
    )
  const [totals, summed] = [await sums('duty_total'), await sums('duty_tally')]
  const loads = await office.sql<{ line: string }>("select person_id || ' ' || n as line from duty_load where n <> 0 order by 1")
  const counted = await office.sql<{ line: string }>(
    "select assignee_id || ' ' || count(*) as line from task where rule_id is not null and state = 'OPEN' and assignee_id > 0 group by assignee_id order by 1",
  )
  const lines = (...parts: (readonly { line: string }[])[]) => parts.flat().map((r) => r.line)
  return { kept: lines(kept, totals, loads), recounted: lines(recounted, summed, counted) }
}

/** Two branches of a company, who works there, and a customer of each salesperson: haitang and baichuan in the east, yunlu in the west. */
export async function taskTown(office: TestOffice) {
  await office.call(publishPolicy, { source: packSource('rfm-lifecycle'), effectiveOn: '2025-01-01' })
  const company = await office.call(createUnit, { name: '总公司', parentId: null, kind: 'COMPANY' })
  const branchOf = (name: string) => office.call(createUnit, { name, parentId: company.id, kind: 'BRANCH' })
  const [east, west] = [await branchOf('东区'), await branchOf('西区')]
  const hire = (login: string, role: string, unitId: number) => office.call(createPerson, { login, name: login, roles: [role], unitId })
  const shen = await hire('shen', 'account_manager', east.id)
  const lu = await hire('lu', 'branch_head', east.id)
  const gao = await hire('gao', 'collaborator', west.id)
  await hire('pei', 'auditor', company.id)
  const far = await hire('far', 'account_manager', west.id)
  const sell = (name: string, ownerId: number, unitId: number) => office.call(createCustomer, { name, ownerId, unitId })
  return {
    ...{ east, west, shen, lu, gao, far },
    haitang: await sell('宁波海棠电子', shen.id, east.id),
    baichuan: await sell('百川物流', lu.id, east.id),
    yunlu: await sell('西安云麓', far.id, west.id),
    as: (login: string) => personIn(office, login),
  }
}

/** Whose a duty is. */
export const of = (person: { id: number }, unit: { id: number }) => ({ assigneeId: person.id, unitId: unit.id })

/** What CARE-01 asks, done on the day tests stand still. */
export const maintained = {
  doneOn: '2026-11-22',
  channel: 'VISIT' as const,
  checked: ['使用情况', '在办事项', '下步需求'],
  outcome: '运转正常',
}

/** How a call is answered: `allowed`, or the problem's code, rule and fields. */
export const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'allowed',
    (p: Problem) => [p.code, p.rule, ...p.issues.map((i) => `${i.path}:${i.reason}`)].join(' '),
  )
