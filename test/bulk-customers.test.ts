import { beforeEach, describe, expect, test } from 'vitest'
import { bulkCustomers, type CustomersChange } from '../src/modules/customers/contract/bulk.ts'
import { exportCustomers } from '../src/modules/customers/contract/export.ts'
import { changeCustomer, createCustomer, deleteCustomer, readCustomer, setTags } from '../src/modules/customers/contract.ts'
import { createPerson, createRole, createUnit } from '../src/modules/organisation/contract.ts'
import type { Caller } from '../src/platform/action.ts'
import { refusedRows } from '../src/platform/bulk/contract.ts'
import { mintScope } from '../src/platform/scope.ts'
import { listUndoable, readUndoable, runUndo } from '../src/platform/undo/contract.ts'
import { sheetOf } from './import-files.ts'
import { testOffice } from './office.ts'

const office = await testOffice()

const role = await office.call(createRole, { key: 'seller', name: '业务', permissions: ['customers.read'], scope: 'OWN', masked: false })
const unit = await office.call(createUnit, { name: '华东', kind: 'BRANCH', parentId: null })
const person = async (login: string, name: string) =>
  (await office.call(createPerson, { login, name, roles: [role.key], unitId: unit.id })).id
const [shen, su] = [await person('shen', '沈砚'), await person('su', '苏棠')]

beforeEach(async () => {
  await office.sql('truncate customer, undoable, selection cascade')
})

const names = ['海棠', '青禾', '云帆', '北辰', '长风']
const make = async (count: number, fields: object = {}) => {
  const ids: number[] = []
  for (let i = 0; i < count; i++) {
    const name = `${names[i % names.length]}${i}号公司`
    ids.push((await office.call(createCustomer, { name, ownerId: shen, ...fields })).id)
  }
  return ids
}
const many = (count: number) =>
  office.sql(
    `insert into customer (customer_no, name, name_key, name_identity, owner_id, created_at, changed_at)
     select 'M' || n, '多' || n || '公司', 'duo' || n, 'duo' || n, $1, now(), now() from generate_series(1, $2::int) n`,
    [shen, count],
  )

const preview = (change: CustomersChange, more: object = {}, caller?: Caller) =>
  office.call(bulkCustomers.preview, { list: {}, change, ...more }, caller)
const run = (selectionId: string, caller?: Caller) => office.call(bulkCustomers.run, { selectionId }, caller)
const toSu: CustomersChange = { verb: 'ASSIGN', ownerId: su }
const ownersOf = async () =>
  (await office.sql<{ owner: number }>('select owner_id::int as owner from customer order by id')).map((c) => c.owner)
const reasons = (refused: readonly { because: string; count: number }[]) => refused.map((r) => `${r.because} ${r.count}`)

describe('what a bulk change would do is shown, then done to these rows', () => {
  test('assigning: who changes, who is there already, before and after; each has its event; undone in one go', async () => {
    const ids = await make(5)
    await office.call(changeCustomer, { id: ids[4] ?? 0, version: 1, ownerId: su })
    const seen = await preview(toSu)
    expect([seen.rows, seen.changes, seen.same, seen.refused]).toEqual([5, 4, 1, []])
    expect(seen.first[0]).toEqual({ id: ids[0], label: '海棠0号公司', before: '沈砚', after: '苏棠' })
    expect(await ownersOf()).toEqual([shen, shen, shen, shen, su])
    const done = await run(seen.selectionId)
    expect([done.jobId, done.result]).toEqual([null, { changed: 4, same: 1, refused: [] }])
    expect(await ownersOf()).toEqual([su, su, su, su, su])
    const trail = await office.sql<{ id: number }>(
      "select subject_id::int as id from event where name = 'customer.changed' and fields = '{owner_id}' and subject_id = any($1) order by 1",
      [ids],
    )
    expect(trail.map((e) => e.id)).toEqual(ids)
    expect(await run(seen.selectionId)).toEqual(done)
    const { result } = await office.call(runUndo, { id: done.undoId ?? 0 })
    expect(result).toEqual({ undone: 4, leftCount: 0, left: [] })
    expect(await ownersOf()).toEqual([shen, shen, shen, shen, su])
    await expect(office.call(runUndo, { id: done.undoId ?? 0 })).rejects.toMatchObject({ rule: 'undo-asked-already' })
  })

  test('all that a filter holds, except some; what was changed after the preview is left alone and named', async () => {
    const ids = await make(6, { status: 'ACTIVE' })
    await office.call(changeCustomer, { id: ids[5] ?? 0, version: 1, status: 'INACTIVE' })
    const seen = await preview({ verb: 'TAG', add: ['价格敏感'], remove: [] }, { list: { status: 'ACTIVE' }, except: [ids[0]] })
    expect([seen.rows, seen.changes]).toEqual([4, 4])
    await office.call(changeCustomer, { id: ids[1] ?? 0, version: 1, remark: '别人改的' })
    await office.call(deleteCustomer, { id: ids[2] ?? 0, version: 1 })
    const { result } = await run(seen.selectionId)
    expect(result).toEqual({
      changed: 2,
      same: 0,
      refused: [
        { because: 'bulk.changed-meanwhile', facts: {}, count: 1, rows: [{ id: ids[1], label: '青禾1号公司' }] },
        { because: 'bulk.gone', facts: {}, count: 1, rows: [{ id: ids[2], label: `#${ids[2]}` }] },
      ],
    })
    const file = await office.call(refusedRows, { selectionId: seen.selectionId })
    expect((await sheetOf(office, file.fileId)).slice(1)).toEqual([
      ['青禾1号公司', '预览之后有人改过'],
      [`#${ids[2]}`, '已被删除，或不在你的可见范围内'],
    ])
  })

  test('undo leaves alone what was changed since, and says by whom before it is asked', async () => {
    const ids = await make(3)
    const { selectionId } = await preview(toSu, { ids })
    const { undoId } = await run(selectionId)
    await office.call(changeCustomer, { id: ids[1] ?? 0, version: 2, remark: '后来改的' })
    const seen = await office.call(readUndoable, { id: undoId ?? 0 })
    expect([seen.kind, seen.facts, seen.state, seen.rows, seen.touched, seen.kept]).toEqual([
      'customers.assign',
      { name: '苏棠' },
      'OPEN',
      3,
      2,
      1,
    ])
    const left = { kind: 'customer', id: ids[1], label: '青禾1号公司', reason: 'touched-later' }
    expect(seen.keptRows).toMatchObject([{ ...left, by: 'test' }])
    expect((await office.call(runUndo, { id: undoId ?? 0 })).result).toEqual({ undone: 2, leftCount: 1, left: [left] })
    expect(await ownersOf()).toEqual([shen, su, shen])
    const after = await office.call(readUndoable, { id: undoId ?? 0 })
    expect([after.state, after.undoneBy, after.touched, after.kept]).toEqual(['UNDONE', 'test', 2, 1])
  })

  test('tags come and go by customer, and come back; somebody who changed the same tag meanwhile keeps it', async () => {
    const ids = await make(3)
    await office.call(setTags, { id: ids[0] ?? 0, add: ['a', 'b'] })
    const seen = await preview({ verb: 'TAG', add: ['a', 'c'], remove: ['b'] }, { ids })
    expect(seen.first[0]).toMatchObject({ before: ['a', 'b'], after: ['a', 'c'] })
    const { undoId } = await run(seen.selectionId)
    const tags = async () =>
      (await office.sql<{ t: string }>('select tag as t from customer_tag order by customer_id, tag')).map((r) => r.t)
    expect(await tags()).toEqual(['a', 'c', 'a', 'c', 'a', 'c'])
    await office.call(setTags, { id: ids[2] ?? 0, remove: ['c'] })
    const { result } = await office.call(runUndo, { id: undoId ?? 0 })
    expect([result?.undone, result?.left.map((l) => `${l.label} ${l.reason}`)]).toEqual([2, ['云帆2号公司 touched-later']])
    expect(await tags()).toEqual(['a', 'b', 'a'])
  })

  test('one field of many: the rules of the single change hold for each', async () => {
    const ids = await make(3)
    await office.sql("update customer set credit_code = '12345' where id = $1", [ids[2]])
    const seen = await preview({ verb: 'EDIT', fields: { source: '华东展会' } }, { ids })
    expect([seen.changes, reasons(seen.refused)]).toEqual([2, ['issue.credit-code-form 1']])
    expect(seen.first[0]).toMatchObject({ before: { source: null }, after: { source: '华东展会' } })
    await run(seen.selectionId)
    expect((await office.call(readCustomer, { id: ids[0] ?? 0 })).source).toBe('华东展会')
  })

  test('deleted customers come back with their tags, number and version; those in use are not deleted', async () => {
    const ids = await make(3)
    await office.call(setTags, { id: ids[0] ?? 0, add: ['a'] })
    await office.call(changeCustomer, { id: ids[1] ?? 0, version: 1, agentId: ids[2] ?? 0 })
    const before = await office.call(readCustomer, { id: ids[0] ?? 0 })
    const seen = await preview({ verb: 'DELETE' }, { ids })
    expect([seen.changes, reasons(seen.refused)]).toEqual([2, ['problem.customer-in-use 1']])
    const { undoId } = await run(seen.selectionId)
    expect((await ownersOf()).length).toBe(1)
    expect((await office.call(runUndo, { id: undoId ?? 0 })).result).toMatchObject({ undone: 2, leftCount: 0 })
    const { createdAt: _created, changedAt: _changed, ...after } = await office.call(readCustomer, { id: ids[0] ?? 0 })
    expect(after).toMatchObject({ name: before.name, customerNo: before.customerNo, tags: before.tags, version: before.version + 1 })
    await office.call(readCustomer, { id: ids[1] ?? 0 })
  })

  test('a single deletion can be taken back; not once its number was given away', async () => {
    const [id = 0, other = 0] = await make(2)
    const { customerNo } = await office.call(readCustomer, { id })
    const { undoId } = await office.call(deleteCustomer, { id, version: 1 })
    const again = await office.call(deleteCustomer, { id: other, version: 1 })
    expect((await office.call(runUndo, { id: again.undoId })).result?.undone).toBe(1)
    await office.call(createCustomer, { name: '占号公司', customerNo })
    expect((await office.call(runUndo, { id: undoId })).result?.left).toMatchObject([{ reason: 'number-taken', label: '海棠0号公司' }])
  })
})

describe('rights', () => {
  const own = mintScope({ all: false, unitIds: [], ownerIds: [shen], masked: false })
  const actor = (permissions: string[]): Caller['actor'] => ({
    kind: 'PERSON',
    personId: shen,
    name: '沈砚',
    permissions: new Set(permissions),
  })

  test('rows one may see but not change are named as such; rows out of sight are not there at all', async () => {
    const ids = await make(2)
    const [hidden = 0] = await make(1, { name: '别处公司', ownerId: su })
    const caller: Caller = {
      ...office.caller([], { actor: actor(['customers.read', 'customers.write', 'customers.assign']), scope: own }),
      reach: (permission) => (permission === 'customers.read' ? own : { ...own, ownerIds: [] }),
    }
    const seen = await preview(toSu, { ids: [...ids, hidden] }, caller)
    expect([seen.rows, seen.changes, reasons(seen.refused)]).toEqual([2, 0, ['bulk.out-of-reach 2']])
  })

  test.each<[CustomersChange, string]>([
    [{ verb: 'ASSIGN', ownerId: null }, 'customers.assign'],
    [{ verb: 'DELETE' }, 'customers.delete'],
  ])('%o asks for a right of its own', async (change, permission) => {
    await make(1)
    const caller = office.caller(['customers.read', 'customers.write'])
    await expect(preview(change, {}, caller)).rejects.toMatchObject({ code: 'forbidden', facts: { permission } })
  })

  test('a right taken away after the preview is not there when it is done, nor to undo it', async () => {
    await make(1)
    const { selectionId } = await preview(toSu)
    await expect(run(selectionId, office.caller(['customers.write']))).rejects.toMatchObject({ code: 'forbidden' })
    const { undoId } = await run(selectionId)
    await expect(office.call(runUndo, { id: undoId ?? 0 }, office.caller(['customers.write']))).rejects.toMatchObject({ code: 'forbidden' })
  })

  test("somebody else's selection and history do not exist; whoever may undo for others sees them", async () => {
    await make(1)
    const { selectionId } = await preview(toSu)
    const stranger = office.caller(['*'], { actor: { ...actor(['customers.read', 'customers.write', 'customers.assign']), personId: su } })
    await expect(run(selectionId, stranger)).rejects.toMatchObject({ code: 'not-found' })
    const { undoId } = await run(selectionId)
    await expect(office.call(readUndoable, { id: undoId ?? 0 }, stranger)).rejects.toMatchObject({ code: 'not-found' })
    expect((await office.call(listUndoable, { mine: false }, stranger)).rows).toEqual([])
    const helper = office.caller(['*'], { actor: { ...actor(['undo.run', 'customers.assign']), personId: su } })
    expect((await office.call(listUndoable, { mine: false }, helper)).rows.map((r) => [r.kind, r.mine])).toEqual([
      ['customers.assign', false],
    ])
    expect((await office.call(runUndo, { id: undoId ?? 0 }, helper)).result?.undone).toBe(1)
  })
})

test.each<[CustomersChange, string]>([
  [{ verb: 'ASSIGN', ownerId: 999_999 }, 'ownerId no-such-person'],
  [{ verb: 'TAG', add: [], remove: [] }, 'change.add missing'],
  [{ verb: 'TAG', add: ['a'], remove: ['a'] }, 'change.remove listed-twice'],
  [{ verb: 'EDIT', fields: {} }, 'change.fields missing'],
])('%o is refused as a whole', async (change, issue) => {
  await make(1)
  const refusal = await preview(change).catch((error: { issues: { path: string; reason: string }[] }) => error)
  expect('issues' in refusal && refusal.issues.map((i) => `${i.path} ${i.reason}`)).toEqual([issue])
})

describe('many rows go in the background', () => {
  test('with progress, then a result; undone by a job of its own', { timeout: 60_000 }, async () => {
    await many(1200)
    const seen = await preview(toSu)
    expect([seen.rows, seen.changes, seen.first.length]).toEqual([1200, 1200, 20])
    const { jobId, undoId, result } = await run(seen.selectionId)
    expect(result).toBe(null)
    expect((await run(seen.selectionId)).jobId).toBe(jobId)
    await expect(office.call(runUndo, { id: undoId ?? 0 })).rejects.toMatchObject({ rule: 'undo-while-running' })
    await office.runJob(jobId ?? 0)
    const [job] = await office.sql<{ state: string; done: string; result: string }>('select state, done, result from job where id = $1', [
      jobId,
    ])
    expect([job?.state, Number(job?.done), JSON.parse(job?.result ?? '')]).toEqual(['DONE', 1200, { changed: 1200, same: 0, refused: [] }])
    expect(new Set(await ownersOf())).toEqual(new Set([su]))
    expect((await office.call(listUndoable, {})).rows[0]).toMatchObject({ rows: 1200, state: 'OPEN' })
    const undo = await office.call(runUndo, { id: undoId ?? 0 })
    await office.runJob(undo.jobId ?? 0)
    expect(new Set(await ownersOf())).toEqual(new Set([shen]))
    const [marks] = await office.sql<{ n: number }>(
      "select count(*)::int as n from customer_touched t join customer c on c.id = t.customer_id where reader = 'care'",
    )
    expect(marks?.n).toBe(1200)
  })

  test('the export of what was chosen holds these customers alone', async () => {
    const ids = await make(4)
    const rowsOf = async (input: object) => (await office.call(exportCustomers, input)).rows
    expect([await rowsOf({ ids: ids.slice(0, 2) }), await rowsOf({ except: [ids[0]] }), await rowsOf({})]).toEqual([2, 3, 4])
  })
})
