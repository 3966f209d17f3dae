import { workdayFrom } from '../../core/calendar/work-calendar.ts'
import { addMonths, type Day, dayFrom, dayNumber } from '../../core/day.ts'
import { instantAt, toShanghai } from '../../core/instant.ts'
import { planBook } from '../../modules/care/actions/plan-book.ts'
import { careRulesOf } from '../../modules/care/actions/rules.ts'
import type { CarePlan } from '../../modules/care/policy/compile.ts'
import { factsBetween, lastIdAfter } from '../../modules/care/queries.ts'
import { beginCare, lockCare } from '../../modules/care/store.ts'
import { documentOf, newestVersion } from '../../modules/policies/queries.ts'
import type { RuleAsks } from '../../modules/tasks/contract.ts'
import { ruleAsksOf } from '../../modules/tasks/policy/rule.ts'
import { insertPast, type PastReport, type PastTask } from '../../modules/tasks/store/past.ts'
import { forgetCustomers, type PlannedTask } from '../../modules/tasks/store.ts'
import { changeMany } from '../../platform/action.ts'
import { present, type Random, randomFrom } from './random.ts'

/** Since when the company has kept to its policy's care. */
export const careSince = (today: Day): Day => addMonths(today, -6)

const zone = 'Asia/Shanghai'
const bookAtMost = 20_000
/** Nobody forgets a duty for longer than so many days: what was left open longer ago was done late. */
const forgottenAtMost = 30

/** Before the first customer comes: whoever plans while the book is being loaded must not take today for the first day. */
export const openCare = changeMany<Day, null>('sample.care-start', 'company.manage', async ({ tx }, today) => {
  await beginCare(tx, careSince(today))
  return { result: null, events: [] }
})

/**
 * Six months of care, as the policy owed it to customers who stand where they stood yesterday: most of it done in time, some late, some
 * left. What was planned while the book was being loaded gives way.
 */
export const tellCare = changeMany<Day, null>('sample.care', 'company.manage', async ({ tx, company }, today) => {
  await lockCare(tx)
  const version = present(await newestVersion(tx))
  const since = careSince(today)
  const last = await lastIdAfter(tx, 0, bookAtMost)
  const facts = last === undefined ? [] : await factsBetween(tx, 0, last)
  await forgetCustomers(
    tx,
    facts.map(({ customerId }) => customerId),
  )
  const plan = await careRulesOf(tx, company, version, since, since)
  const document = await documentOf(tx, company, version)
  const yesterday = dayFrom(dayNumber(today) - 1)
  const { insert } = planBook(plan, facts, [], { asOf: since, until: yesterday, policyVersion: version })
  const owed = insert.filter(({ dueOn }) => dueOn <= yesterday)
  const asks = new Map([...new Set(owed.map(({ ruleId }) => ruleId))].map((rule) => [rule, ruleAsksOf(document, rule)]))
  const world = { plan, today, random: randomFrom(26) }
  await insertPast(
    tx,
    owed.map((duty) => pastOf(duty, asks.get(duty.ruleId) ?? null, since, world)),
  )
  return { result: null, events: [] }
})

const at = (day: Day, minutes: number): string => toShanghai(instantAt(day, minutes, zone))

function pastOf(duty: PlannedTask, asks: RuleAsks | null, since: Day, world: World): PastTask {
  const report = reportOf(duty, asks, world)
  return { ...duty, report, createdAt: at(since, 0), changedAt: at(report?.doneOn ?? since, 17 * 60) }
}

type World = { plan: CarePlan; today: Day; random: Random }

function reportOf(duty: PlannedTask, asks: RuleAsks | null, world: World): PastReport | null {
  const doneOn = doneOnOf(duty, world)
  if (doneOn === null || duty.assigneeId === null) return null
  const { random } = world
  const channels = asks?.channels ?? []
  return {
    doneOn,
    channel: channels.length > 0 ? random.pick(channels) : null,
    checked: asks?.checklist ?? [],
    outcome: random.pick(outcomes),
    evidence: (asks?.evidence ?? []).filter((kind) => kind !== 'INTERACTION').map((kind) => ({ kind, note: notes[kind] ?? '已登记' })),
  }
}

/** A workday near the due day; some days late where chance will have it; null: nobody has done it yet. */
function doneOnOf({ dueOn, windowTo }: PlannedTask, { plan, today, random }: World): Day | null {
  const [due, end, now] = [dayNumber(dueOn), dayNumber(windowTo), dayNumber(today)]
  const slips = random.chance(0.06)
  const meant = slips ? end + random.int(1, forgottenAtMost) : due + random.int(-5, Math.min(4, end - due))
  const day = workdayFrom(plan.calendar, meant, -1)
  return day < now ? dayFrom(day) : null
}

const outcomes = [
  '设备使用正常，暂无新的需求。',
  '门店计划年后扩仓，届时再谈货架方案。',
  '对交付速度满意，希望备件送得再快一些。',
  '采购负责人换人，已核对新的联系方式。',
  '看了新款样册，对加宽型有兴趣，等报价。',
  '反映两处层板变形，已转售后安排更换。',
  '明年预算还没有定，一月再联系。',
] as const

const notes: Readonly<Record<string, string>> = {
  PRODUCT_LIST: '加宽型货架、折叠笼车、移动仓储架',
  GIFT_RECORD: '年度专访纪念礼品一份，已签收',
  VISIT_FORM: '产品、服务、意见均已询问，客户满意',
}
