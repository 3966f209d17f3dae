import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../../../test/office.ts'
import { contentOf, schemasOf, shapeOf } from '../../../test/schema-content.ts'
import { inTransaction } from '../db/connect.ts'
import { recordEvents } from '../record.ts'
import { backupTo, restoreFrom } from './backup.ts'
import type { RestoreOptions } from './restore-archive.ts'

const office = await testOffice()
const elsewhere = await testOffice()
const folder = mkdtempSync(join(tmpdir(), 'kewei-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Office = typeof office
const caller = office.caller()
const restore = (path: string, options: Partial<RestoreOptions> = {}, where: Office = office) =>
  restoreFrom(where.deployment, path, { caller, ...options })

const filesIn = (where: Office, key = 'kewei'): Record<string, string> => {
  const at = join(where.company.files.folder, '..', key)
  return Object.fromEntries(
    readdirSync(at)
      .sort()
      .map((name) => [name, readFileSync(join(at, name)).toString('base64').slice(0, 200)]),
  )
}

async function addFile(bytes: Buffer): Promise<string> {
  const stored = await office.company.files.save(Readable.from([bytes]), 1e9)
  await office.sql(
    "insert into file (id, name, size, sha256, purpose, created_by_kind, created_at) values ($1, '名单.xlsx', $2, $3, 'import', 'OPERATOR', now())",
    [stored.id, stored.size, stored.sha256],
  )
  return stored.id
}

const nasty = 'tab\\t \\ back\\\\slash \'quote\' "double" 换行\n第二行\r\n😀 \\N \\. null'
let path = ''
let made: Awaited<ReturnType<typeof backupTo>>

beforeAll(async () => {
  await office.sql("insert into unit (name, kind) values ('总公司', 'COMPANY')")
  await office.sql("insert into unit (name, kind, parent_id) select '分公司' || i, 'BRANCH', 1 from generate_series(1, 30) i")
  await office.sql('update unit set parent_id = 32 - id where id between 2 and 10')
  await office.sql("insert into person (login, name, unit_id) select 'p' || i, '人' || i, i from generate_series(1, 20) i")
  await office.sql(
    `insert into customer (customer_no, name, name_key, name_identity, agent_id, remark, missing_fields, created_at, changed_at)
     select 'KH-' || i, '客户' || i, i, i, case when i > 3 then i % 3 + 1 end, case when i % 7 = 0 then $1 end, array['a"b', null, 'c,d', ''], now(), 'infinity'
     from generate_series(1, 5000) i`,
    [nasty],
  )
  await office.sql("insert into purchase_facts select id, sha256(name::bytea), '2020-02-29', null, 1, 1, 9007199254740991 from customer")
  await office.sql("insert into customer_touched select 'tiering', id from customer where id % 5 = 0")
  await inTransaction(office.company.write, (tx) =>
    recordEvents(
      tx,
      caller,
      { changeId: '00000000-0000-4000-8000-000000000001', jobId: null },
      Array.from({ length: 500 }, (_, i) => ({
        name: 'customer.changed',
        subject: { kind: 'customer', id: i + 1 },
        after: { remark: nasty },
      })),
    ),
  )
  await addFile(randomBytes(9_000_000))
  await addFile(Buffer.alloc(0))
  await addFile(Buffer.from('小文件'))
  path = join(folder, 'whole.kewei')
  made = await backupTo(office.deployment, 'kewei', path, { now: office.now })
})

describe('a backup', () => {
  test('is one file for its owner only, and names itself by one hash', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(made).toMatchObject({ size: statSync(path).size, files: 3, lostFiles: [] })
    expect(made.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(made.rows).toBeGreaterThan(11_000)
    expect(readdirSync(folder)).toEqual(['whole.kewei'])
  })

  test('does not write over a file unless told to, and leaves nothing behind when it fails', async () => {
    await expect(backupTo(office.deployment, 'kewei', path, { now: office.now })).rejects.toMatchObject({ rule: 'backup-exists' })
    await backupTo(office.deployment, 'kewei', path, { now: office.now, replace: true })
    const stopped = () => {
      throw new Error('enough')
    }
    await expect(backupTo(office.deployment, 'kewei', join(folder, 'never'), { now: office.now, progress: stopped })).rejects.toThrow(
      'enough',
    )
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([])
    await expect(backupTo(office.deployment, 'nobody', join(folder, 'none'), { now: office.now })).rejects.toMatchObject({
      rule: 'no-such-company',
    })
  })

  test('is of one moment: what is written while it is made is wholly in it or not at all', async () => {
    const moment = join(folder, 'moment.kewei')
    let added = false
    await backupTo(office.deployment, 'kewei', moment, {
      now: office.now,
      progress: async () => {
        if (added) return
        added = true
        await office.sql("insert into unit (id, name, kind) values (900, '晚来', 'TEAM')")
        await office.sql("insert into person (login, name, unit_id) values ('late', '晚来', 900)")
      },
    })
    await restore(moment, { as: 'moment' })
    const late = await office.deployment.owner.query('select 1 from moment.person where unit_id = 900')
    expect(late.rowCount).toBe(0)
    await office.sql("delete from person where login = 'late'")
    await office.sql('delete from unit where id = 900')
  })

  test('says which files were gone or were no longer those once stored', async () => {
    const [gone, changed, kept] = [
      await addFile(Buffer.from('gone')),
      await addFile(Buffer.from('old')),
      await addFile(Buffer.from('kept')),
    ]
    rmSync(office.company.files.pathOf(gone))
    writeFileSync(office.company.files.pathOf(changed), 'new')
    const result = await backupTo(office.deployment, 'kewei', join(folder, 'lost.kewei'), { now: office.now })
    expect(result.lostFiles.sort((a, b) => (a.reason < b.reason ? 1 : -1))).toEqual([
      { id: gone, reason: 'MISSING' },
      { id: changed, reason: 'CHANGED' },
    ])
    await office.sql('delete from file where id = any($1)', [[gone, changed, kept]])
    await office.company.files.remove(changed)
    await office.company.files.remove(kept)
  })
})

describe('a restore', () => {
  let content: Record<string, string> = {}
  let files: Record<string, string> = {}
  beforeAll(async () => {
    content = await contentOf(office, 'kewei')
    files = filesIn(office)
  })

  test('into the same database brings everything back, and nothing else stays', async () => {
    await office.sql('delete from customer_touched')
    await office.sql("update customer set name = '改' where id < 100")
    await office.sql("insert into unit (name, kind) values ('多余', 'TEAM')")
    const extra = await addFile(Buffer.from('extra'))
    rmSync(office.company.files.pathOf(Object.keys(files)[0] ?? ''))
    const [restored] = await restore(path)
    expect(restored).toMatchObject({ company: 'kewei', madeAt: office.now.toISOString(), rows: made.rows, files: 3, previous: null })
    expect(await contentOf(office, 'kewei')).toEqual(content)
    expect(filesIn(office)).toEqual(files)
    expect(existsSync(office.company.files.pathOf(extra))).toBe(false)
    expect(await schemasOf(office)).not.toContain('kewei_restoring')
    expect((await schemasOf(office)).filter((s) => s.includes('before'))).toEqual([])
  })

  test('into another database gives the same content, keys, indexes, views and rights', async () => {
    await restore(path, {}, elsewhere)
    expect(await contentOf(elsewhere, 'kewei')).toEqual(content)
    expect(filesIn(elsewhere)).toEqual(files)
    await office.deployment.createCompany('plain')
    expect(await shapeOf(elsewhere, 'kewei')).toEqual(await shapeOf(office, 'plain'))
  })

  test('under another key makes a company beside the first', async () => {
    const [restored] = await restore(path, { as: 'drill' })
    expect(restored?.company).toBe('drill')
    expect(await contentOf(office, 'drill')).toEqual(content)
    expect(filesIn(office, 'drill')).toEqual(files)
    expect(await office.deployment.companyKeys()).toContain('drill')
    const drill = await office.deployment.company('drill')
    expect((await drill?.db.selectFrom('unit').select('id').execute())?.length).toBe(31)
  })

  test('the application can go on: its open connections see the restored data, new rows take new numbers, the trail stays closed', async () => {
    const before = await office.company.db
      .selectFrom('customer')
      .select((e) => e.fn.max('id').as('id'))
      .executeTakeFirstOrThrow()
    await restore(path)
    const added = await office.company.write.query(
      "insert into customer (customer_no, name, name_key, name_identity, created_at, changed_at) values ('KH-new', '新', 'x', 'x', now(), now()) returning id",
    )
    expect(added.rows[0].id).toBe(before.id + 1)
    await expect(office.company.write.query('delete from event')).rejects.toMatchObject({ code: '42501' })
    await expect(office.company.write.query('create table x (y int)')).rejects.toMatchObject({ code: '42501' })
  })

  test('is itself in the restored trail, with the hash of the backup and who restored it', async () => {
    await restore(path)
    const events = await office.sql<{ actor_name: string; value: string }>(
      "select actor_name, value from event join event_value on event_id = id where name = 'backup.restored'",
    )
    expect(events).toHaveLength(1)
    expect(events[0]?.actor_name).toBe('test')
    expect(JSON.parse(events[0]?.value ?? '{}').after).toMatchObject({ madeAt: office.now.toISOString() })
  })

  test('what was there can be kept', async () => {
    await office.sql("update company_profile set name = '之前'")
    const [restored] = await restore(path, { keepPrevious: true })
    expect(restored?.previous).toBe('kewei_before_restore_20261122020000')
    const kept = await office.deployment.owner.query(`select name from ${restored?.previous}.company_profile`)
    expect(kept.rows).toEqual([{ name: '之前' }])
    await office.deployment.owner.query(`drop schema ${restored?.previous} cascade`)
  })

  test('jobs that were under way wait again and are in line, but for the backup itself', async () => {
    const insert = `insert into job (kind, state, input, cursor, attempt, lease_until, created_by_kind, created_by_name, created_at, started_at)
      values ($1, $2, '{}', '{"after":7}', 3, now() + interval '30 s', 'OPERATOR', 'test', now(), now()) returning id`
    const ids: number[] = []
    for (const [kind, state] of [
      ['tiering.run', 'RUNNING'],
      ['backup.run', 'RUNNING'],
      ['tiering.run', 'WAITING'],
      ['tiering.run', 'DONE'],
    ])
      ids.push(Number((await office.sql<{ id: number }>(insert, [kind, state]))[0]?.id))
    const running = join(folder, 'running.kewei')
    await backupTo(office.deployment, 'kewei', running, { now: office.now })
    await restore(running)
    const jobs = await office.sql<{ state: string; attempt: number; cursor: string; lease_until: Date | null }>(
      'select state, attempt, cursor, lease_until from job where id = any($1) order by id',
      [ids],
    )
    expect(jobs.map((j) => j.state)).toEqual(['WAITING', 'CANCELLED', 'WAITING', 'DONE'])
    expect(jobs[0]).toMatchObject({ attempt: 3, cursor: '{"after":7}', lease_until: null })
    const queued = await office.deployment.owner.query(
      "select payload->'input'->>'jobId' as id from graphile_worker._private_jobs where payload->>'company' = 'kewei' order by 1",
    )
    expect(queued.rows.map((r) => Number(r.id))).toEqual([ids[0], ids[2]])
  })

  test('is refused while a worker of the deployment is alive', async () => {
    await office.deployment.owner.query(
      "insert into kewei_deployment.process (id, role, host, pid, version) values ('w', 'worker', 'other', 1, '0')",
    )
    await expect(restore(path)).rejects.toMatchObject({ rule: 'restore-while-running', facts: { processes: ['other 1'] } })
    await office.deployment.owner.query('delete from kewei_deployment.process')
  })

  test('two at once: one does it, the other is told', async () => {
    const both = await Promise.allSettled([restore(path), restore(path)])
    expect(both.filter((b) => b.status === 'fulfilled')).toHaveLength(1)
    expect(both.find((b) => b.status === 'rejected')?.reason).toMatchObject({ rule: 'restore-already-running' })
  })

  test('that fails in its middle leaves data and files as they were', async () => {
    await restore(path)
    let steps = 0
    const failing = restore(path, {
      progress: ({ step }) => {
        if (step === 'INDEXING' && ++steps === 20) throw new Error('power cut')
      },
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(await contentOf(office, 'kewei')).toEqual(content)
    expect(filesIn(office)).toEqual(files)
    expect(await schemasOf(office)).not.toContain('kewei_restoring')
  })
})
