import { beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../../../../test/office.ts'
import type { Event } from '../../../core/event.ts'
import { connectionOf, inTransaction } from '../../../platform/db/connect.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { buildHouse } from '../../../platform/house.ts'
import { runJob } from '../../../platform/jobs/run-job.ts'
import { perform } from '../../../platform/perform.ts'
import { recordEvents } from '../../../platform/record.ts'
import { type Verification, verification } from '../contract.ts'
import { audit } from '../module.ts'
import { sealSettled } from '../store.ts'
import { checkTrail, verifyTrail } from './verify.ts'

const office = await testOffice()
const house = office.house.modules.some((room) => room.name === audit.name)
  ? office.house
  : buildHouse([...office.house.modules, audit], office.house.identify)

const changeId = '00000000-0000-4000-8000-000000000001'
const event = (i: number): Event => ({
  name: i % 3 === 0 ? 'customer.created' : 'customer.changed',
  subject: { kind: 'customer', id: i, version: (i % 5) + 1 },
  customerId: i,
  before: { name: `客户${i}`, status: 'ACTIVE' },
  after: { name: `客户${i + 1}`, status: 'INACTIVE' },
  cause: { rule: 'SEG-04', policyVersion: 1, facts: { total: i } },
})
const record = (events: Event[]) =>
  inTransaction(office.company.write, (tx) => recordEvents(tx, office.caller(), { changeId, jobId: 5 }, events))
const events = (from: number, count: number) => record(Array.from({ length: count }, (_, i) => event(from + i)))
const sealNow = () => sealSettled(office.company, office.now)

class RolledBack extends Error {}

/** What a check finds after somebody with every right on the tables did something; all of it is rolled back. */
async function found(plant: (run: (text: string, values?: unknown[]) => Promise<number>) => Promise<void>): Promise<Verification> {
  let answer: Verification | undefined
  const work = async (tx: Tx) => {
    const client = connectionOf(tx)
    await client.query(`set local search_path = "${office.company.key}"`)
    await plant(async (text, values = []) => (await client.query(text, values)).rowCount ?? 0)
    answer = await checkTrail(tx)
    throw new RolledBack()
  }
  await inTransaction(office.deployment.owner, work).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error
  })
  if (!answer) throw new Error('nothing was checked')
  return answer
}

/** A small generator that always gives the same numbers. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

beforeAll(async () => {
  await events(1, 2_400)
  await sealNow()
})

describe('checking', () => {
  test('values that were erased leave the trail whole', async () => {
    const answer = await found(async (run) => {
      expect(await run('delete from event_value where event_id in (select id from event order by id limit 10)')).toBe(10)
    })
    expect(answer).toMatchObject({ whole: true, erased: 10 })
  })

  test('events not sealed yet are checked against what they committed to', async () => {
    await events(9_300, 3)
    const plain = await found(async () => {})
    expect(plain).toMatchObject({ whole: true, unsealed: 3 })
    const edited = await found(
      async (run) => void (await run("update event_value set value = '{}' where event_id = (select max(id) from event)")),
    )
    expect(edited.broken).toMatchObject({ reason: 'VALUE_CONTENT', sealId: null })
    await sealNow()
  })

  const columns: [string, string][] = [
    ...([
      ['name', "name || 'x'"],
      ['at', "at + interval '1 microsecond'"],
      ['actor_kind', "'SYSTEM'"],
      ['actor_id', 'coalesce(actor_id, 0) + 1'],
    ] as [string, string][]),
    ...([
      ['actor_name', "actor_name || ' '"],
      ['request_id', 'null'],
      ['change_id', 'gen_random_uuid()'],
      ['job_id', 'null'],
    ] as [string, string][]),
    ...([
      ['subject_kind', "'contact'"],
      ['subject_id', 'subject_id + 1'],
      ['subject_version', 'subject_version + 1'],
      ['customer_id', 'null'],
    ] as [string, string][]),
    ...([
      ['rule_id', "'SEG-05'"],
      ['policy_version', '2'],
      ['facts', "facts || ' '"],
      ['fields', "fields || 'x'::text"],
    ] as [string, string][]),
    ...([['value_hash', "sha256('x')"]] as [string, string][]),
  ]
  const swapped = 'name, at, actor_name, subject_id, subject_version, customer_id, facts, value_hash'

  /** Something done to the trail; answers how many rows it touched. */
  const plants: [string, (run: (text: string, values?: unknown[]) => Promise<number>, id: number, other: number) => Promise<number>][] = [
    ...columns.map(([column, value]): (typeof plants)[number] => [
      `edits ${column}`,
      (run, id) => run(`update event set ${column} = ${value} where id = $1`, [id]),
    ]),
    ['edits the values', (run, id) => run("update event_value set value = replace(value, '客户', '顾客') where event_id = $1", [id])],
    ['edits the salt', (run, id) => run("update event_value set salt = '\\x00' where event_id = $1", [id])],
    [
      'edits values and their hash alike',
      async (run, id) => {
        await run("update event_value set value = '{}' where event_id = $1", [id])
        return run(
          "update event set value_hash = (select sha256(salt || convert_to(value, 'UTF8')) from event_value where event_id = $1) where id = $1",
          [id],
        )
      },
    ],
    [
      'deletes an event',
      async (run, id) => {
        await run('delete from event_value where event_id = $1', [id])
        return run('delete from event where id = $1', [id])
      },
    ],
    [
      'deletes one and puts another in its place',
      async (run, id, other) => {
        await run('delete from event_value where event_id = $1', [id])
        return run(`update event set (${swapped}) = (select ${swapped} from event where id = $2) where id = $1`, [id, other])
      },
    ],
    [
      'gives an event another number',
      async (run, id) => {
        await run('delete from event_value where event_id = $1', [id])
        return run('update event set id = id + 1000000 where id = $1', [id])
      },
    ],
    [
      'swaps two events with their values',
      async (run, id, other) => {
        const both = [id, other]
        await run(
          'update event_value v set (salt, value) = (select salt, value from event_value o where o.event_id = $1 + $2 - v.event_id) where event_id in ($1, $2)',
          both,
        )
        return run(
          `update event e set (${swapped}) = (select ${swapped} from event o where o.id = $1 + $2 - e.id) where id in ($1, $2)`,
          both,
        )
      },
    ],
    [
      'deletes a seal',
      (run, id) =>
        run(
          'delete from event_seal where id = (select min(id) from event_seal where last_event_id >= $1 and id < (select max(id) from event_seal))',
          [Math.min(id, 2_000)],
        ),
    ],
    [
      "edits a seal's hash",
      (run, id) => run('update event_seal set hash = sha256(hash) where first_event_id <= $1 and last_event_id >= $1', [id]),
    ],
    [
      "edits a seal's time",
      (run, id) =>
        run("update event_seal set sealed_at = sealed_at - interval '1 hour' where first_event_id <= $1 and last_event_id >= $1", [id]),
    ],
    [
      "edits a seal's count",
      (run, id) => run('update event_seal set events = events - 1 where first_event_id <= $1 and last_event_id >= $1', [id]),
    ],
  ]

  test('100 of 100 planted edits, deletions and reorderings are found', async () => {
    const ids = (await office.sql<{ id: number }>('select id from event order by id')).map((r) => Number(r.id))
    const next = numbers(20_261_122)
    const missed: string[] = []
    for (let i = 0; i < 100; i++) {
      const [what, plant] = plants[i % plants.length] ?? ['', async () => 0]
      const at = next(ids.length - 1)
      const id = ids[at] ?? 0
      const other = ids[(at + 1 + next(ids.length - 2)) % ids.length] ?? 0
      let touched = 0
      const answer = await found(async (run) => {
        touched = await plant(run, id, other)
      })
      if (answer.whole || touched === 0) missed.push(`${what} at ${id} (touched ${touched})`)
      else if (answer.broken && what.startsWith('edits the') && !what.includes('seal')) expect(answer.broken.eventId).toBe(id)
    }
    expect(missed).toEqual([])
  })

  test.each(['an unused number between', 'a number before the first'])('an event put in at %s is found', async (where) => {
    const [gap] = await office.sql<{ id: number }>("select nextval(pg_get_serial_sequence('event', 'id')) as id")
    await events(9_500, 2)
    await sealNow()
    const answer = await found(async (run) => {
      const values = "'a.b', now(), 'SYSTEM', 'x', gen_random_uuid(), 'x', 1"
      await run(`insert into event (id, name, at, actor_kind, actor_name, change_id, subject_kind, subject_id) values ($1, ${values})`, [
        where.startsWith('an unused') ? gap?.id : 0,
      ])
    })
    expect(answer.broken).toMatchObject({ reason: 'EVENT_COUNT' })
  })
})

test('the check runs as a job, says what it found, and is itself in the trail', async () => {
  const withAudit = { ...office, house }
  const { jobId } = (await perform(withAudit, verifyTrail, office.caller(['audit.read']), {})) as { jobId: number }
  await runJob(withAudit, () => office.now, jobId)
  const [job] = await office.sql<{ state: string; result: string }>('select state, result from job where id = $1', [jobId])
  expect(job?.state).toBe('DONE')
  expect(verification.parse(JSON.parse(job?.result ?? ''))).toMatchObject({ whole: true, broken: null, unsealed: 0 })
  const [told] = await office.sql<{ name: string; value: string }>(
    'select name, value from event join event_value on event_id = id where job_id = $1',
    [jobId],
  )
  expect(told?.name).toBe('audit.verified')
  expect(JSON.parse(told?.value ?? '{}')).toMatchObject({ after: { whole: true } })
})
