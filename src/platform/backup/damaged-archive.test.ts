import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../../../test/office.ts'
import { backupTo, restoreFrom } from './backup.ts'
import type { RestoreOptions } from './restore-archive.ts'

const office = await testOffice()
const { owner } = office.deployment
const folder = mkdtempSync(join(tmpdir(), 'kewei-damaged-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const path = join(folder, 'whole.kewei')
const restore = (from: string, options: Partial<RestoreOptions> = {}) =>
  restoreFrom(office.deployment, from, { caller: office.caller(), ...options })

/** Everything that could have changed: schemas, rows, files. */
async function everything(): Promise<unknown> {
  const schemas = await owner.query("select nspname::text as name from pg_namespace where nspname !~ '^pg_' order by 1")
  const tables = await owner.query<{ name: string }>(
    "select oid::regclass::text as name from pg_class where relnamespace = 'kewei'::regnamespace and relkind = 'r' order by 1",
  )
  const rows: unknown[] = []
  for (const { name } of tables.rows)
    rows.push(name, (await owner.query(`select md5(string_agg(t::text, ' ' order by t::text)) as hash from ${name} t`)).rows)
  const files = readdirSync(office.company.files.folder).map((name) => [
    name,
    readFileSync(office.company.files.pathOf(name)).toString('base64'),
  ])
  return { schemas: schemas.rows, rows, files }
}

beforeAll(async () => {
  await office.sql("insert into unit (name, kind) select 'U' || i || md5(i::text), 'TEAM' from generate_series(1, 20000) i")
  const stored = await office.company.files.save(Readable.from([randomBytes(400_000)]), 1e6)
  await office.sql(
    "insert into file (id, name, size, sha256, purpose, created_by_kind, created_at) values ($1, 'a', $2, $3, 'import', 'OPERATOR', now())",
    [...[stored.id, stored.size, stored.sha256]],
  )
  await backupTo(office.deployment, 'kewei', path, { now: office.now })
})

describe('a damaged backup', () => {
  test('20 of 20 one-byte corruptions are found, and nothing changes', async () => {
    const before = await everything()
    const bytes = readFileSync(path)
    const broken = join(folder, 'broken.kewei')
    const accepted: number[] = []
    for (let i = 0; i < 20; i++) {
      const at = Math.floor(((i + 0.37) / 20) * bytes.length)
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ (1 << (i % 8))
      writeFileSync(broken, changed)
      const outcome = await restore(broken).catch((error: { rule?: string }) => error.rule)
      if (outcome !== 'archive-damaged') accepted.push(at)
    }
    expect(accepted).toEqual([])
    expect(await everything()).toEqual(before)
  })

  test.each([
    ['cut short', (b: Buffer) => b.subarray(0, b.length >> 1)],
    ['without its last block', (b: Buffer) => b.subarray(0, -512)],
    ['with something after its end', (b: Buffer) => Buffer.concat([b, Buffer.alloc(1024)])],
    ['empty', () => Buffer.alloc(0)],
    ['something else altogether', () => randomBytes(4096)],
  ])('%s is refused', async (_, change) => {
    const broken = join(folder, 'broken.kewei')
    writeFileSync(broken, change(readFileSync(path)))
    await expect(restore(broken)).rejects.toMatchObject({ code: 'refused', rule: 'archive-damaged' })
  })

  test('one that is not there is refused', async () => {
    await expect(restore(join(folder, 'nowhere'))).rejects.toMatchObject({ rule: 'archive-unreadable' })
  })
})

describe('several companies', () => {
  test('go into one archive and come back all, or one of them', async () => {
    await office.deployment.createCompany('second')
    await office.deployment.owner.query("update second.company_profile set name = '第二家'")
    const all = join(folder, 'all.kewei')
    await backupTo(office.deployment, undefined, all, { now: office.now })
    await office.deployment.owner.query("update second.company_profile set name = '改了'")
    await office.sql("update company_profile set name = '也改了'")
    expect((await restore(all, { company: 'second' })).map((r) => r.company)).toEqual(['second'])
    expect((await office.deployment.owner.query('select name from second.company_profile')).rows).toEqual([{ name: '第二家' }])
    expect(await office.sql('select name from company_profile')).toEqual([{ name: '也改了' }])
    expect((await restore(all)).map((r) => r.company)).toContain('kewei')
    expect(await office.sql('select name from company_profile')).toEqual([{ name: '' }])
    await expect(restore(all, { company: 'third' })).rejects.toMatchObject({ rule: 'archive-without-company' })
    await expect(restore(all, { as: 'copy' })).rejects.toMatchObject({ rule: 'archive-of-many' })
    await expect(restore(all, { company: 'second', as: 'No!' })).rejects.toMatchObject({ rule: 'bad-company-key' })
  })
})
