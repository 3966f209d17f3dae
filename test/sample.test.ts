import { describe, expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import { loadResult, startSampleLoad } from '../src/main/sample/contract.ts'
import { people, units } from '../src/main/sample/people.ts'
import { sampleCompany } from '../src/main/sample/sample-company.ts'
import { loadSample } from '../src/main/sample.ts'
import { countCustomers, createCustomer, listCustomers, readCustomer, timeline } from '../src/modules/customers/contract.ts'
import { listPosts, openSession, readSession } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { listPolicies, publishPolicy } from '../src/modules/policies/contract.ts'
import { rebuildFacts } from '../src/modules/purchases/store.ts'
import { distribution, movement, startRun } from '../src/modules/tiering/contract.ts'
import { inTransaction } from '../src/platform/db/connect.ts'
import { cancelJob, readJob, retryJob } from '../src/platform/office/contract.ts'
import { type TestOffice, testOffice } from './office.ts'
import { cast, customerNos, personIn, sampleOffice } from './world.ts'

const today = '2026-11-22'
const world = sampleCompany(today)
const { office, signIns, as } = await sampleOffice()

const count = async (table: string, of: TestOffice = office): Promise<number> =>
  Number((await of.sql<{ n: string }>(`select count(*) as n from "${table}"`))[0]?.n)

const team = ['company_profile', 'unit', 'person', 'person_role', 'person_post', 'deputy', 'assistance', 'policy_version']
const ofCustomers = [
  ...['contact', 'customer_tag', 'customer_search', 'purchase_order', 'purchase_facts', 'customer_tier', 'tier_history'],
  ...['task', 'interaction', 'customer_date'],
]
/** Chance, and ids that an interrupted step takes with it; those of dates stand in facts and periods of tasks. */
const leftOut = "array['password_hash', 'id', 'customer_id', 'agent_id', 'contact_id', 'interaction_id']"

/** Everything of a business nature that is stored, told by customers' numbers. */
async function contents(of: TestOffice) {
  const rowsOf = async (table: string, no = "''", join = '') => {
    const more = table === 'task' ? " - array['facts', 'period']" : ''
    const text = `select ${no} || (to_jsonb(t) - ${leftOut}${more})::text as row from "${table}" t ${join}`
    return [table, (await of.sql<{ row: string }>(text)).map(({ row }) => row).sort()] as const
  }
  return new Map([
    ...(await Promise.all(team.map((table) => rowsOf(table)))),
    await rowsOf('customer', "coalesce(a.customer_no, '')", 'left join customer a on a.id = t.agent_id'),
    ...(await Promise.all(ofCustomers.map((table) => rowsOf(table, 'c.customer_no', 'join customer c on c.id = t.customer_id')))),
  ])
}

/** Before any test changes something. */
const loaded = await contents(office)
const eventsThen = await count('event')

const counted = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { rule?: string }) => error.rule,
  )

describe('the sample company, loaded', () => {
  test('is founded, with a policy and its people, units, posts, deputies and assistants', async () => {
    expect(await office.call(readSession, {})).toMatchObject({ setUp: true })
    expect(await office.sql('select name from company_profile')).toEqual([{ name: world.company.name }])
    expect((await office.call(listPolicies, {})).versions).toMatchObject([{ version: 1, packId: 'rfm-lifecycle', inForce: true }])
    expect([await count('person'), await count('unit'), await count('deputy')]).toEqual([people.length, units.length, 2])
    const posts = (await office.call(listPosts, {})).posts
    expect(posts.map(({ key, holders }) => [key, holders.length])).toEqual(
      posts.map(({ key }) => [key, people.filter((person) => person.posts.some((post) => post === key)).length]),
    )
    expect(await count('assistance')).toBe(people.reduce((sum, { assists }) => sum + assists.length, 0))
  })

  test('lets everybody in with the password that was answered', async () => {
    expect(signIns.map(({ login }) => login)).toEqual(people.map(({ login }) => login))
    expect(new Set(signIns.map(({ password }) => password)).size).toBe(1)
    for (const { login, password, name } of signIns.filter((_, i) => i % 7 === 2)) {
      const opened = await office.call(openSession, { login, password }, office.caller([]))
      expect(opened.person).toMatchObject({ login, name })
    }
    const admin = await office.call(openSession, { login: cast.admin, password: signIns[0]?.password ?? '' }, office.caller([]))
    expect(admin.person.permissions).toEqual(['*'])
  })

  test('has all customers, contacts and orders, with needs and key customers', async () => {
    expect(await office.call(countCustomers, {})).toMatchObject({ count: 600 })
    expect(await count('contact')).toBe(world.contacts.length)
    expect(await count('purchase_order')).toBe(world.orders.length)
    expect(await count('customer_tag')).toBe(world.customers.reduce((sum, { needs }) => sum + needs.length, 0))
    const keys = world.customers.filter((customer) => customer.class === 'KEY').length
    expect(await office.call(countCustomers, { class: 'KEY' })).toMatchObject({ count: keys })
    const agent = await office.sql<{ id: number }>('select id from customer where customer_no = $1', [customerNos.ronghui])
    expect(await office.call(countCustomers, { agentId: Number(agent[0]?.id) })).toMatchObject({ count: 8 })
  })

  test('every tier that the policy gives, every stage and every tag occurs', async () => {
    const { counts } = await office.call(distribution, {})
    expect(counts.reduce((sum, { customers }) => sum + customers, 0)).toBe(600)
    expect([...new Set(counts.map(({ tier }) => tier))].sort()).toEqual(['CHURN_RISK', 'CORE', 'GENERAL', 'POTENTIAL'])
    expect([...new Set(counts.map(({ stage }) => stage))].sort()).toEqual(['DECLINE', 'GROWTH', 'LOST', 'MATURE', 'NEW'])
    const tags = await office.sql<{ tag: string }>(
      'select distinct unnest(tags) as tag from customer_tier union select tag from customer_tag',
    )
    expect(tags.map(({ tag }) => tag)).toEqual(
      expect.arrayContaining([
        ...['TENURE_NEW', 'TENURE_OLD', 'FREQ_HIGH', 'FREQ_MID', 'FREQ_LOW', 'VALUE_HIGH', 'VALUE_MID', 'VALUE_LOW'],
        ...['ACTIVE', 'DORMANT', 'PROSPECT', 'AT_RISK'],
        ...['NEED_PRODUCT_A', 'NEED_PRODUCT_B', 'NEED_AFTER_SALES', 'NEED_CUSTOMISING', 'NEED_TRAINING', 'NEED_FAST_DELIVERY'],
      ]),
    )
    const { rows } = await office.call(listCustomers, { q: customerNos.haitang })
    const { tags: own } = await office.call(readCustomer, { id: rows[0]?.id ?? 0 })
    expect(own.map(({ code }) => code)).toEqual(expect.arrayContaining(['INDUSTRY_C', 'SIZE_SME', 'REGION_EAST', 'VALUE_HIGH']))
  })

  test('facts of purchases equal those rebuilt from the orders', async () => {
    const facts = () => office.sql<Record<string, unknown>>('select * from purchase_facts order by customer_id')
    const kept = await facts()
    await inTransaction(office.company.write, rebuildFacts)
    expect(kept).toEqual(await facts())
    expect(kept.length).toBeGreaterThan(500)
  })

  test('leaves its trail', async () => {
    const { rows } = await office.call(listCustomers, { q: customerNos.haitang })
    const names = (await office.call(timeline, { id: rows[0]?.id ?? 0, limit: 200 })).rows.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['customer.created', 'contact.created', 'customer.tagged', 'order.created']))
    const all = await office.sql<{ name: string; n: string }>('select name, count(*) as n from event group by name')
    expect(Object.fromEntries(all.map(({ name, n }) => [name, Number(n)]))).toMatchObject({
      'customer.created': 600,
      'contact.created': world.contacts.length,
      'order.created': world.orders.length,
      'person.created': people.length,
      'password.changed': people.length - 1,
      'company.set-up': 1,
      'policy.published': 1,
      'tier-run.ended': 1,
    })
  })

  test('tells how customers moved between tiers over a year, as runs on the days themselves would have found', async () => {
    const [then, yesterday] = [addDays(today, -90), addDays(today, -1)]
    const { moves, stayed } = await office.call(movement, { from: then, until: today })
    const ranks = ['CHURN_RISK', 'GENERAL', 'POTENTIAL', 'CORE']
    const steps = moves.map(({ from, to }) => ranks.indexOf(to) - ranks.indexOf(from ?? ''))
    expect([steps.some((step) => step > 0), steps.some((step) => step < 0)]).toEqual([true, true])

    const tiersOn = new Map<string, Map<string, string>>()
    for (const asOf of [then, yesterday, today]) {
      await office.runJob((await office.call(startRun, { asOf })).jobId)
      const rows = await office.sql<{ no: string; tier: string }>(
        "select customer_no as no, tier from tier_run_row where run_id = (select max(id) from tier_run where kind = 'REPLAY')",
      )
      tiersOn.set(asOf, new Map(rows.map(({ no, tier }) => [no, tier])))
    }
    const replayed = [...(tiersOn.get(then) ?? [])].map(([no, tier]) => `${tier} ${tiersOn.get(today)?.get(no)}`)
    const told = [...moves, ...stayed.map(({ tier, customers }) => ({ from: tier, to: tier, customers }))]
    expect(Object.fromEntries(told.map(({ from, to, customers }) => [`${from} ${to}`, customers]))).toEqual(counted(replayed))

    for (const day of [then, yesterday, today]) {
      const rows = await office.sql<{ no: string; tier: string }>(
        `select distinct on (h.customer_id) c.customer_no as no, h.tier from tier_history h join customer c on c.id = h.customer_id
         where h.on_day <= $1 order by h.customer_id, h.id desc`,
        [day],
      )
      expect(new Map(rows.map(({ no, tier }) => [no, tier])), day).toEqual(tiersOn.get(day))
    }
  })

  test('each sees what their role lets them see', async () => {
    const seen = async (login: string) => (await office.call(countCustomers, {}, await as(login))).count
    const left = new Set(world.handovers.filter(({ next }) => next === null).map(({ customerNo }) => customerNo))
    const owned = world.customers.filter(({ customerNo }) => !left.has(customerNo))
    const ownedBy = (...logins: string[]) => owned.filter(({ ownerLogin }) => logins.includes(ownerLogin)).length
    const ofUnit = (unit: string) =>
      world.customers.filter(({ ownerLogin }) => people.find(({ login }) => login === ownerLogin)?.unit === unit).length
    expect(await seen(cast.executive)).toBe(600)
    expect(await seen(cast.branchHead)).toBe(600)
    expect(await seen(cast.careSpecialist)).toBe(600)
    expect(await seen(cast.keyAccountsHead)).toBe(ofUnit('key-accounts'))
    expect(await seen(cast.accountManager)).toBe(ownedBy(cast.accountManager))
    expect(await seen(cast.salesAssistant)).toBe(ownedBy(...(people.find(({ login }) => login === cast.salesAssistant)?.assists ?? [])))
    expect(await refusal(seen(cast.collaborator))).toBe('not-permitted')
  })

  test('a customer entered afterwards gets the next number', async () => {
    expect(await office.call(createCustomer, { name: '湖州新来有限公司' })).toMatchObject({ customerNo: 'KH-00601' })
  })

  test('is not loaded a second time', async () => {
    expect(await refusal(loadSample(office, office.now))).toBe('company-not-empty')
    expect(await refusal(office.call(startSampleLoad, {}))).toBe('company-not-empty')
    expect(await refusal(office.call(startSampleLoad, {}, office.caller(['customers.write'])))).toBe('not-permitted')
  })
})

describe('loading the sample company', { timeout: 120_000 }, () => {
  test('gives the same company on the same day, even when it is interrupted on the way', async () => {
    const again = await testOffice()
    const loading = loadSample(again, again.now).catch((error: unknown) => String(error))
    while ((await count('purchase_order', again)) === 0);
    const [job] = await again.sql<{ id: string }>("select id from job where kind = 'sample.load'")
    await again.call(cancelJob, { id: Number(job?.id) })
    expect(await loading).toContain('CANCELLED')
    expect(await count('purchase_order', again)).toBeLessThan(world.orders.length)
    expect(await again.call(readSession, {})).toMatchObject({ setUp: false })

    const opened = await loadSample(again, again.now)
    expect(opened.map(({ login }) => login)).toEqual(people.map(({ login }) => login))
    const found = await contents(again)
    for (const [table, rows] of loaded) expect(found.get(table), table).toEqual(rows)
    // The job was cancelled and taken up again: two events more.
    expect(await count('event', again)).toBe(eventsThen + 2)
  })

  test('as a job in a company that is set up: people come without passwords, and everything else is there', async () => {
    const own = await testOffice()
    await own.call(publishPolicy, { source: packSource('spend-tenure') })
    await own.sql("update company_profile set set_up_at = now(), name = '自家公司'")
    const { jobId } = await own.call(startSampleLoad, {})
    expect(await refusal(own.call(startSampleLoad, {}))).toBe('sample-loading')
    await own.runJob(jobId)
    const job = await own.call(readJob, { id: jobId })
    expect(job).toMatchObject({ state: 'DONE', problem: null })
    const result = loadResult.parse(job.result)
    expect(result).toMatchObject({ people: 29, customers: 600, contacts: world.contacts.length, orders: world.orders.length })
    await own.runJob(result.tierJobId)
    expect((await own.call(distribution, {})).counts.length).toBeGreaterThan(3)
    expect((await own.call(listPolicies, {})).versions).toMatchObject([{ packId: 'spend-tenure' }])
    expect(await own.sql('select name from company_profile')).toEqual([{ name: '自家公司' }])
    expect(await own.sql('select 1 from person where password_hash is not null')).toEqual([])
    expect((await personIn(own, cast.admin)).actor.permissions).toContain('*')
    expect(await refusal(own.call(retryJob, { id: jobId }))).toBe('job-not-retryable')
  })
})
