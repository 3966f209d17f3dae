import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { endOfDay, startOfDay } from '../../../core/instant.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Evidence, RuleEvidence } from '../../../platform/house.ts'
import { lately } from '../../../platform/lately.ts'
import { type Scope, sightText } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import { channels, type VisitRecord } from '../contract.ts'
import { type ContactSections, contactRules } from '../policy.ts'

const zone = 'Asia/Shanghai'
const many = 20_000

type Context = Parameters<RuleEvidence['read']>[0]
type Period = { from: Day; until: Day }
type Count = { channel: string; direction: string; contacts: number; whole: number }

/** CARE-30: contacts by channel. CARE-32: who began them. CARE-34: visits recorded with all the policy asks for. */
export const evidenceOfContacts: RuleEvidence = {
  rules: ['CARE-30', 'CARE-32', 'CARE-34'],
  async read(context, rule, period) {
    const asked = contactRules(asSections(context.policy)).visitFields
    const counts = await countsOf(context, period, asked)
    const days = `&f=happenedOn.from.${period.from}&f=happenedOn.to.${period.until}`
    if (rule === 'CARE-34') return visitsRecorded(counts, `/interactions?f=channel.is.VISIT${days}`)
    const lines = rule === 'CARE-30' ? byChannel(counts) : byDirection(counts)
    return { asked: null, kept: null, lines, to: `/interactions?${days.slice(1)}` }
  },
}

/** Only checked documents are in force. */
const asSections = (policy: object): ContactSections => policy as ContactSections

const sumOf = (counts: readonly Count[], fits: (c: Count) => boolean, field: 'contacts' | 'whole' = 'contacts'): number =>
  counts.filter(fits).reduce((sum, c) => sum + c[field], 0)

const byChannel = (counts: readonly Count[]): Evidence['lines'] => [
  { word: 'contacts', value: sumOf(counts, () => true) },
  ...channels.flatMap((c) => (c === 'NOTE' ? [] : [{ word: `channel.${c}`, value: sumOf(counts, ({ channel }) => channel === c) }])),
]

const byDirection = (counts: readonly Count[]): Evidence['lines'] => [
  { word: 'begun-by-us', value: sumOf(counts, ({ direction }) => direction === 'OUT') },
  { word: 'begun-by-them', value: sumOf(counts, ({ direction }) => direction === 'IN') },
]

function visitsRecorded(counts: readonly Count[], to: string): Evidence {
  const isVisit = ({ channel }: Count) => channel === 'VISIT'
  const [asked, kept] = [sumOf(counts, isVisit), sumOf(counts, isVisit, 'whole')]
  return { asked, kept, lines: [{ word: 'incomplete-visits', value: asked - kept }], to }
}

async function countsOf({ db, scope, now }: Context, period: Period, asked: readonly (keyof VisitRecord)[]): Promise<Count[]> {
  const { answer } = await lately(
    { db, now },
    {
      key: `contacts ${sightText(scope)} ${period.from} ${period.until} ${asked.join()}`,
      count: () => countContacts(db, scope, period, asked),
      isCostly: (counts) => sumOf(counts, () => true) > many,
    },
  )
  return answer
}

const visitColumns: Readonly<Record<keyof VisitRecord, string>> = {
  plan: 'i.visit_plan',
  place: 'i.visit_place',
  operation: 'i.visit_operation',
  feedback: 'i.visit_feedback',
  answers: 'i.visit_answers',
}

/** Contacts of the period with customers in sight; `whole`: those that hold all a visit's record asks for. Notes are no contacts. */
async function countContacts(db: Db, scope: Scope, { from, until }: Period, asked: readonly (keyof VisitRecord)[]): Promise<Count[]> {
  const filled: RawBuilder<boolean>[] = asked.map((field) => sql<boolean>`coalesce(${sql.ref(visitColumns[field])}, '') <> ''`)
  const isWhole = filled.length === 0 ? sql`true` : sql.join(filled, sql` and `)
  const { rows } = await sql<Count>`
    select i.channel, i.direction, count(*)::int as contacts, count(*) filter (where ${isWhole})::int as whole
    from interaction i join customers_public_name c on c.id = i.customer_id
    where i.happened_at >= ${startOfDay(from, zone)} and i.happened_at < ${endOfDay(until, zone)} and i.channel <> 'NOTE'
      and ${customersInScope(scope, 'c')}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
