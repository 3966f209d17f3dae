import { beforeEach, expect, test } from 'vitest'
import { dropOld } from '../src/modules/notifications/jobs.ts'
import { doTask } from '../src/modules/tasks/contract.ts'
import { systemCaller } from '../src/platform/system-caller.ts'
import { testOffice } from './office.ts'
import { duty, maintained, of, plan, taskTown } from './tasks.ts'

const office = await testOffice()
const { shen, east, haitang } = await taskTown(office)
const now = '2026-11-22T20:42:00Z'
const nobody = 999_999

type Told = { ago: number; read?: boolean; subject?: [kind: string, id: number]; behind?: number | undefined }
let step = 0

async function tell({ ago, read = false, subject = ['TASK', nobody], behind }: Told): Promise<number> {
  const [row] = await office.sql<{ id: number }>(
    `insert into notice (person_id, kind, subject_kind, subject_id, step, facts, told_on, created_at, read_at, digest_id)
     select $1, 'DUTY_LATE', $2, $3, $4, '{}', at::date, at, case when $5 then at + interval '1 hour' end, $6
     from (select $7::timestamptz - make_interval(days => $8) as at) as d returning id::int`,
    [shen.id, ...subject, `s${++step}`, read, behind ?? null, now, ago],
  )
  return row?.id ?? 0
}

const kept = async () => (await office.sql<{ id: number }>('select id::int from notice order by id')).map(({ id }) => id)
const night = () => dropOld.run({ ...office, now: new Date(now), system: systemCaller(new Date(now), 'test') }, {})

beforeEach(async () => {
  office.now = new Date('2026-11-22T02:00:00Z')
  await office.sql('delete from notice')
  await office.sql('truncate task, duty_tally, duty_total, duty_load')
})

test('what was read goes after 180 days, what was not after 400', async () => {
  await tell({ ago: 401 })
  await tell({ ago: 401, read: true })
  await tell({ ago: 181, read: true, subject: ['APPROVAL', nobody] })
  const stays = [await tell({ ago: 399 }), await tell({ ago: 179, read: true }), await tell({ ago: 1 })]
  await night()
  expect(await kept()).toEqual(stays)
  await night()
  expect(await kept()).toEqual(stays)
})

test('what is about an open task stays, so that nothing is told twice, and goes once the task is done', async () => {
  const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-20', of(shen, east))])
  const about = await tell({ ago: 500, read: true, subject: ['TASK', id] })
  await night()
  expect(await kept()).toEqual([about])
  await office.call(doTask, { id, version: 1, ...maintained })
  await night()
  expect(await kept()).toEqual([])
})

test('what stands for others goes with them, and not before the last of them may', async () => {
  const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-20', of(shen, east))])
  const over = await tell({ ago: 300, read: true, subject: ['DAY', 1] })
  for (let i = 0; i < 3; i++) await tell({ ago: 300, read: true, behind: over })
  const day = await tell({ ago: 299, read: true, subject: ['DAY', 2] })
  const held = [
    day,
    await tell({ ago: 299, read: true, behind: day }),
    await tell({ ago: 299, read: true, behind: day, subject: ['TASK', id] }),
  ]
  await night()
  expect(await kept()).toEqual(held)
})

test('however many there are', async () => {
  await office.sql(
    `insert into notice (person_id, kind, subject_kind, subject_id, facts, told_on, created_at, read_at)
     select $1, 'DUTY_SOON', 'TASK', $2::int + i, '{}', '2024-01-01', '2024-01-01', case when i % 3 = 0 then '2024-01-02'::timestamptz end
     from generate_series(1, 2500) i`,
    [shen.id, nobody],
  )
  const last = await tell({ ago: 3 })
  await night()
  expect(await kept()).toEqual([last])
})
