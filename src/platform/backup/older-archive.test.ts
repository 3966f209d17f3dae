import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../../../test/office.ts'
import { openPool } from '../db/connect.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { fileStore } from '../files.ts'
import { restoreFrom } from './backup.ts'
import { createTar } from './tar.ts'
import { writeArchive } from './write-archive.ts'

const office = await testOffice()
const { owner, ownerTarget, log } = office.deployment
const folder = mkdtempSync(join(tmpdir(), 'kewei-older-'))
const migrations = readMigrations(new URL('../../../db/migrations/', import.meta.url))
const restore = (path: string) => restoreFrom(office.deployment, path, { caller: office.caller() })

/** A company as a Kewei that knew only the first so many migrations left it, and a way to back it up. */
async function companyAt(key: string, count: number) {
  await migrate(owner, key, migrations.slice(0, count))
  const write = openPool(ownerTarget, { schema: key, name: 'older', log, max: 1 })
  const files = fileStore(join(folder, key))
  return {
    write,
    files,
    async backUp(): Promise<string> {
      const path = join(folder, `${key}.kewei`)
      await writeArchive([{ key, write, files }], path, { now: office.now, version: '0.0.1' })
      await write.end()
      await owner.query(`drop schema ${key} cascade`)
      return path
    },
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('an archive of an older Kewei', () => {
  let path = ''
  beforeAll(async () => {
    const older = await companyAt('older', 2)
    const stored = await older.files.save(Readable.from([Buffer.from('旧文件')]), 1e6)
    await older.write.query("insert into unit (name, kind) values ('总公司', 'COMPANY'), ('分公司', 'BRANCH')")
    await older.write.query('update unit set parent_id = 1 where id = 2')
    await older.write.query(
      "insert into file (id, name, size, sha256, purpose, created_by_kind, created_at) values ($1, 'a', $2, $3, 'import', 'OPERATOR', now())",
      [...[stored.id, stored.size, stored.sha256]],
    )
    path = await older.backUp()
  })

  test('comes back in a new company and is brought up to date', async () => {
    const [restored] = await restore(path)
    expect(restored).toMatchObject({ company: 'older', version: '0.0.1', migratedFrom: 2, migratedTo: migrations.length, files: 1 })
    const company = await office.deployment.company('older')
    const units = await company?.db.selectFrom('unit').select(['id', 'parent_id', 'name']).orderBy('id').execute()
    expect(units).toEqual([
      { id: 1, parent_id: null, name: '总公司' },
      { id: 2, parent_id: 1, name: '分公司' },
    ])
    const done = await company?.db.selectFrom('migration').select('number').orderBy('number').execute()
    expect(done?.map((m) => m.number)).toEqual(migrations.map((m) => m.number))
    const added = await company?.write.query(
      "insert into customer (customer_no, name, name_key, name_identity, created_at, changed_at) values ('K', 'n', 'n', 'n', now(), now()) returning id",
    )
    expect(added?.rows).toEqual([{ id: 1 }])
    await expect(company?.write.query('delete from event')).rejects.toMatchObject({ code: '42501' })
  })
})

describe('an archive this program does not know', () => {
  const nothingNew = async () => expect((await owner.query("select 1 from pg_namespace where nspname like '%_restoring'")).rowCount).toBe(0)

  test.each([
    ['with a later migration', "insert into migration values (9999, 'later', 'x')", 'archive-newer'],
    ['whose migrations were others', "update migration set hash = 'x' where number = 1", 'archive-of-other-kind'],
    ['with a migration left out', 'delete from migration where number = 2', 'archive-of-other-kind'],
    ['with a table of somebody else', 'create table stray (id int)', 'archive-of-other-kind'],
    ['with a column of somebody else', 'alter table unit add column stray int', 'archive-of-other-kind'],
    ['without a table', 'drop table deputy', 'archive-of-other-kind'],
    ['without a sequence', 'drop table known_source, deputy', 'archive-of-other-kind'],
  ])('%s is refused', async (what, sql, rule) => {
    const odd = await companyAt(`odd${what.length}${rule.length}`, 3)
    await odd.write.query(sql)
    await expect(restore(await odd.backUp())).rejects.toMatchObject({ code: 'refused', rule })
    await nothingNew()
  })

  test('in a later format is refused as newer, not as damaged', async () => {
    const path = join(folder, 'later.kewei')
    const tar = await createTar(path, 0)
    const manifest = Buffer.from(JSON.stringify({ format: 2, version: '9.0.0', something: 'else' }))
    await tar.add('manifest.json', manifest)
    await tar.add('manifest.sha256', Buffer.from(`${createHash('sha256').update(manifest).digest('hex')}\n`))
    await tar.close()
    await expect(restore(path)).rejects.toMatchObject({ rule: 'archive-newer', facts: { version: '9.0.0' } })
  })
})
