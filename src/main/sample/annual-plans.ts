import { addDays, type Day } from '../../core/day.ts'
import { approvalEvent } from '../../modules/approvals/contract.ts'
import { deciderColumns, insertApproval, lockApproval, saveDecision } from '../../modules/approvals/store.ts'
import { annualCreated, annualDecided, annualKind } from '../../modules/plans/contract/annual.ts'
import { approver } from '../../modules/plans/policy/annual-people.ts'
import type { KeptAction } from '../../modules/plans/policy/plan.ts'
import { actionsIn } from '../../modules/plans/queries/actions.ts'
import { annualSubject } from '../../modules/plans/queries/annual.ts'
import { insertAnnual, lockAnnual, saveAnnual } from '../../modules/plans/store/annual.ts'
import { setTask } from '../../modules/tasks/actions/planning.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Told } from '../../platform/record.ts'
import type { CareChunk } from './care-past.ts'
import * as words from './plan-words.ts'
import { present } from './random.ts'
import { at, toldBy, type Who } from './told.ts'

const [lead, manager] = ['jiang.yi', 'gu.yanqing'] as const
const [writesAt, asksAt, decidesAt] = [9 * 60 + 20, 9 * 60 + 50, 16 * 60 + 10]
const keyCustomersNamed = 8
/** Who does what by when of the year. */
const doers: readonly (readonly [login: string, monthDay: string])[] = [
  ['han.dongsheng', '03-31'],
  ['meng.xiaozhou', '05-15'],
  ['su.tang', '07-31'],
  [lead, '12-20'],
]

/** The plan of this year, approved in December before; and that of the next year, which is still being written. */
export async function tellYears(tx: Tx, chunk: CareChunk): Promise<Told[]> {
  const year = Number(chunk.today.slice(0, 4))
  const past = await writeYear(tx, chunk, {
    year,
    on: `${year - 1}-12-08`,
    goals: words.annualGoals.past,
    actions: words.annualActions.past,
  })
  const next = await writeYear(tx, chunk, {
    ...{ year: year + 1, on: addDays(chunk.today, -6), goals: words.annualGoals.next },
    actions: words.annualActions.next,
  })
  const named = { year, goals: [...words.annualGoals.past], customers: past.customers, actions: words.annualActions.past.length }
  return [...past.told, ...(await approveYear(tx, chunk, past.id, named)), ...next.told]
}

const personOf = ({ world, people }: CareChunk, login: string): Who => ({
  id: present(people[login]).id,
  name: present(world.people.find((person) => person.login === login)).name,
})

type Year = { year: number; on: Day; goals: readonly string[]; actions: readonly string[] }

const nobodyYet = { personId: null, due: null, taskId: null }

const givenTo = ({ people }: CareChunk, [login, monthDay]: readonly [string, string], year: number) => ({
  ...{ personId: present(people[login]).id, due: `${year}-${monthDay}` },
  taskId: null,
})

async function writeYear(tx: Tx, chunk: CareChunk, { year, on, goals, actions: what }: Year) {
  const by = personOf(chunk, lead)
  const { world, ids } = chunk
  const keys = world.customers.filter((customer) => customer.class === 'KEY').slice(0, keyCustomersNamed)
  const customers = keys.map(({ customerNo }) => present(ids[customerNo]))
  const actions = what.map((one, i): KeptAction => ({ what: one, ...(doers[i] ? givenTo(chunk, doers[i], year) : nobodyYet) }))
  const values = { year, unit_id: null, goals, key_customers: customers }
  const when = at(on, writesAt)
  const id = present(await insertAnnual(tx, { ...values, actions, created_by: by.id }, when))
  return { id, customers: customers.length, told: [toldBy(by, when, annualCreated(id, { ...values, actions }))] }
}

type Named = { year: number; goals: string[]; customers: number; actions: number }

/** Asked about by the lead of the programme, decided two days later by the general manager. */
async function approveYear(tx: Tx, chunk: CareChunk, planId: number, { year, goals, customers, actions }: Named): Promise<Told[]> {
  const [by, decides] = [personOf(chunk, lead), personOf(chunk, manager)]
  const [askedOn, decidedOn] = [`${year - 1}-12-14`, `${year - 1}-12-16`]
  const decider = { post: approver, unitId: null }
  const facts = { planId, year, unit: null, goals, keyCustomers: customers, actions }
  const subject = { kind: annualSubject, id: planId }
  const asking = { kind: annualKind, subject, customerId: null, reason: '请审定', facts, decider }
  const id = present(await insertApproval(tx, asking, { ...by, at: at(askedOn, asksAt) }))
  const about = { kind: annualKind, subject_kind: subject.kind, subject_id: planId, reason: asking.reason, ...deciderColumns(decider) }
  const asked = approvalEvent('approval.asked', { id, version: 1, customerId: null }, { after: about })
  const when = at(decidedOn, decidesAt)
  await saveDecision(tx, await lockApproval(tx, id), { approved: true, note: '', by: decides.id, name: decides.name, at: when })
  const plan = present(await lockAnnual(tx, planId))
  const { kept, told } = await ahead(tx, chunk, actionsIn(plan.actions), { by, decides, when })
  const approval = { approved_on: decidedOn, approved_by_name: decides.name, actions: JSON.stringify(kept) }
  await saveAnnual(tx, plan, { state: 'APPROVED', ...approval }, when)
  const after = { kind: annualKind, state: 'APPROVED', note: '' }
  const decided = approvalEvent('approval.decided', { id, version: 2, customerId: null }, { before: { state: 'ASKED' }, after })
  return [
    toldBy(by, at(askedOn, asksAt), asked),
    toldBy(decides, when, decided),
    toldBy(decides, when, annualDecided(planId, plan.version + 1, { year, unit_id: null, state: 'APPROVED', note: '' })),
    ...told,
  ]
}

type Approved = { by: Who; decides: Who; when: Date }

/** What is still to be done of the year are tasks; what lies behind has none left to show. */
async function ahead(tx: Tx, chunk: CareChunk, actions: readonly KeptAction[], { by, decides, when }: Approved) {
  const kept: KeptAction[] = []
  const told: Told[] = []
  for (const action of actions) {
    const { what, personId, due } = action
    const placed = Object.values(chunk.people).find(({ id }) => id === personId)
    if (placed === undefined || due === null || due < chunk.today) {
      kept.push(action)
      continue
    }
    const assignee = { id: placed.id, unit_id: placed.unitId }
    const task = await setTask({ tx, now: when }, { kind: 'OTHER', title: what, dueOn: due, assignee, customer: null, createdBy: by.id })
    kept.push({ ...action, taskId: task.id })
    told.push(toldBy(decides, when, task.event))
  }
  return { kept, told }
}
