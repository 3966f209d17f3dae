import { z } from 'zod'
import { addDays, addMonths, type Day } from '../../core/day.ts'
import { startPlan } from '../../modules/care/actions/runs.ts'
import { packSource, publishText } from '../../modules/policies/actions/publishing.ts'
import { policyPublished } from '../../modules/policies/contract.ts'
import { newestVersion } from '../../modules/policies/queries.ts'
import { recountPast } from '../../modules/tiering/actions/past.ts'
import { startRun } from '../../modules/tiering/actions/runs.ts'
import { type ChangeMany, changeMany } from '../../platform/action.ts'
import { type JobContext, jobKind } from '../../platform/jobs/job.ts'
import { type Mornings, tellMornings } from './care-mornings.ts'
import { type CareChunk, openCare, tellCare } from './care-past.ts'
import { type LoadResult, loadInput } from './contract.ts'
import { type BookChunk, type CustomerIds, loadBook } from './load-book.ts'
import { loadPeople, type Placed, type Team } from './load-people.ts'
import { tellPlans } from './plans.ts'
import { present } from './random.ts'
import { sampleCompany } from './sample-company.ts'
import type { Customer, SampleCompany } from './types.ts'

/** The policy of a company that has none. */
const defaultPack = 'rfm-lifecycle'

/** From a year ago on there are tiers and care; a policy published with the sample holds since then. */
const firstTiersOn = (today: Day): Day => addMonths(today, -12)

const publishFirst = changeMany<Day, null>('sample.policy', 'company.manage', async (context, today) => {
  if ((await newestVersion(context.tx)) !== undefined) return { result: null, events: [] }
  const policy = await publishText(context, { source: packSource(defaultPack), effectiveOn: firstTiersOn(today), note: '' })
  return { result: null, events: [policyPublished(policy)] }
})

const tellHistory = changeMany<Day, null>('sample.history', 'company.manage', async (context, today) => {
  const recounted = await recountPast(context, firstTiersOn(today), addDays(today, -1))
  return { result: null, events: [recounted] }
})

const startTiers = changeMany<null, number>('sample.tiers', 'company.manage', async (context) => {
  const changed = await startRun.run(context, { incremental: false })
  if ('refusal' in changed) throw changed.refusal
  return { result: changed.result.jobId, events: [] }
})

/** After the tiers, in the order jobs are done. */
const startCare = changeMany<null, number>('sample.plan', 'company.manage', async (context) => {
  const changed = await startPlan.run(context, { incremental: false })
  if ('refusal' in changed) throw changed.refusal
  return { result: changed.result.jobId, events: [] }
})

/** How far a load is: parts done, and the ids that later parts need. */
const placeSchema = z.object({
  parts: z.int(),
  people: z.record(z.string(), z.object({ id: z.int(), unitId: z.int().nullable() })),
  customers: z.record(z.string(), z.int()),
  tierJobId: z.int(),
  careJobId: z.int(),
})
type Place = z.output<typeof placeSchema>
type Found = { people?: Placed; customers?: CustomerIds; tierJobId?: number; careJobId?: number }

/** One transaction of the load; it answers what it found out, which is saved with the job's place. */
type Part = (context: JobContext, at: Place, total: number) => Promise<Place>

function part<Chunk, Result>(
  step: string,
  change: ChangeMany<Chunk, Result>,
  chunkOf: (at: Place) => Chunk,
  found: (result: Result) => Found,
): Part {
  return async (context, at, total) => {
    const next = (result: Result): Place => {
      const { people = at.people, customers = {}, tierJobId = at.tierJobId, careJobId = at.careJobId } = found(result)
      return { parts: at.parts + 1, people, customers: { ...at.customers, ...customers }, tierJobId, careJobId }
    }
    const result = await context.chunk(change, chunkOf(at), (r) => ({ cursor: next(r), step, done: at.parts + 1, total }))
    return next(result)
  }
}

/** What later parts need nothing of. */
const told = <Chunk>(step: string, change: ChangeMany<Chunk, null>, chunkOf: (at: Place) => Chunk): Part =>
  part(step, change, chunkOf, () => ({}))

const customersAtOnce = 100

function partsOf(world: SampleCompany, today: Day): Part[] {
  const starts = Array.from({ length: Math.ceil(world.customers.length / customersAtOnce) }, (_, i) => i * customersAtOnce)
  return [
    told('POLICY', publishFirst, () => today),
    told('POLICY', openCare, () => today),
    part<Team, Placed>(
      'PEOPLE',
      loadPeople,
      () => world,
      (people) => ({ people }),
    ),
    ...starts.map((from) => bookPart(world, world.customers.slice(from, from + customersAtOnce))),
    told('HISTORY', tellHistory, () => today),
    told<CareChunk>('CARE', tellCare, ({ people, customers: ids }) => ({ world, today, people, ids })),
    told<Mornings>('CARE', tellMornings, ({ people }) => ({ today, people })),
    told<CareChunk>('CARE', tellPlans, ({ people, customers: ids }) => ({ world, today, people, ids })),
    part(
      'TIERS',
      startTiers,
      () => null,
      (tierJobId) => ({ tierJobId }),
    ),
    part(
      'PLAN',
      startCare,
      () => null,
      (careJobId) => ({ careJobId }),
    ),
  ]
}

function bookPart(world: SampleCompany, customers: readonly Customer[]): Part {
  const numbers = new Set(customers.map(({ customerNo }) => customerNo))
  const theirs = <T extends { customerNo: string }>(rows: readonly T[]): T[] => rows.filter(({ customerNo }) => numbers.has(customerNo))
  return part<BookChunk, CustomerIds>(
    'CUSTOMERS',
    loadBook,
    ({ people, customers: earlier }) => ({
      ...{ customers, contacts: theirs(world.contacts), orders: theirs(world.orders), people, earlier },
      ...{ handovers: theirs(world.handovers), importantDays: theirs(world.importantDays) },
    }),
    (ids) => ({ customers: ids }),
  )
}

/**
 * Makes the sample company part by part, a transaction each, with the tiers and the care of the past year, and starts today's tier run and
 * the planning of what is owed next. Its people have no password afterwards: whoever may manage the organisation lets one in with a one-time password link, or `loadSample`
 * gives passwords to all of them.
 */
export const sampleLoadJob = jobKind({
  kind: 'sample.load',
  permission: 'company.manage',
  input: loadInput,
  async run(context, { today }): Promise<LoadResult> {
    const world = sampleCompany(today)
    const parts = partsOf(world, today)
    let at: Place =
      context.cursor === undefined ? { parts: 0, people: {}, customers: {}, tierJobId: 0, careJobId: 0 } : placeSchema.parse(context.cursor)
    while (at.parts < parts.length) at = await present(parts[at.parts])(context, at, parts.length)
    const { people, customers, contacts, orders } = world
    return {
      people: people.length,
      customers: customers.length,
      contacts: contacts.length,
      orders: orders.length,
      tierJobId: at.tierJobId,
      careJobId: at.careJobId,
    }
  },
})
