import { beforeEach, describe, expect, test } from 'vitest'
import { listCustomers, readCustomer } from '../src/modules/customers/contract.ts'
import { failedRows, inspectFile, listImports, readImport } from '../src/modules/importing/contract.ts'
import type { Caller } from '../src/platform/action.ts'
import { mintScope } from '../src/platform/scope.ts'
import { begin, bring, csv, failures, importFile } from './import-files.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const customers = () =>
  office.sql<{ no: string; name: string; phone: string | null; version: number }>(
    'select customer_no as no, name, phone, version from customer order by customer_no',
  )

beforeEach(async () => {
  await office.sql(
    'truncate customer, contact, purchase_order, import, import_failed_row, import_mapping cascade; alter sequence customer_no restart',
  )
})

const counts = (r: { new: number; changed: number; skipped: number; failed: number }) => [r.new, r.changed, r.skipped, r.failed]

describe('a customer is met by number, else credit code, else name', () => {
  const start = csv(
    '客户编号,客户名称,统一社会信用代码,总机',
    'A1,宁波海棠精密机械有限公司,91350211M0000XUF4R,',
    'A2,苏州新锐电子有限公司,,',
    'A3,青岛恒达食品有限公司,,',
  )
  test.each([
    ['the same again', '客户编号,客户名称', ['A2,苏州新锐电子有限公司'], [0, 0, 1, 0], []],
    ['by number', '客户编号,总机', ['A2,0512-88887777'], [0, 1, 0, 0], []],
    ['by credit code', '信用代码,总机', ['91350211M0000XUF4R,0574-88887777'], [0, 1, 0, 0], []],
    [
      'by name, brackets, width and Traditional characters aside',
      '客户名称,总机',
      ['蘇州新銳電子 有限公司,0512-88887777'],
      [0, 1, 0, 0],
      [],
    ],
    ['a new one', '客户名称', ['成都天成建材有限公司'], [1, 0, 0, 0], []],
    ['a known name under another number', '客户编号,客户名称', ['B9,苏州新锐电子有限公司'], [0, 0, 0, 1], ['2 客户编号 number-differs']],
    ['somebody else’s credit code', '客户编号,信用代码', ['A2,91350211M0000XUF4R'], [0, 0, 0, 1], ['2 信用代码 credit-code-taken']],
    ['a name taken', '客户编号,客户名称', ['A2,青岛恒达食品有限公司'], [0, 0, 0, 1], ['2 客户名称 customer-name-taken']],
    ['persons of one name', '客户编号,客户名称,客户类型', ['P1,张伟,个人', 'P2,张伟,个人'], [2, 0, 0, 0], []],
    ['nothing to know it by', '客户名称,总机', [',0512-88887777'], [0, 0, 0, 1], ['2 客户名称 missing']],
    ['no name for a new one', '客户编号,总机', ['Z9,0512-88887777'], [0, 0, 0, 1], ['2 name missing']],
  ])('%s', async (_, header, rows, expected, failed) => {
    await importFile(office, start, { kind: 'customers', map: { defaults: { credit_code_note: '执照如此' } } })
    const result = await importFile(office, csv(header, ...rows), { kind: 'customers' })
    expect(counts(result)).toEqual(expected)
    expect(await failures(office, result.job)).toEqual(failed)
  })
})

describe('modes', () => {
  const rows = csv('客户编号,客户名称,总机', 'A1,甲公司,0512-88887777', 'A2,乙公司,', 'A2,乙公司,', 'A2,乙公司,0512-66665555')
  test.each([
    ['create', [1, 0, 3, 0], ['A1 甲公司 null', 'A2 乙公司 null']],
    ['update', [0, 1, 0, 3], ['A1 甲公司 0512-88887777']],
    ['both', [1, 2, 1, 0], ['A1 甲公司 0512-88887777', 'A2 乙公司 0512-66665555']],
  ] as const)('%s: a later row counts as if those above had been imported already', async (mode, expected, stored) => {
    await importFile(office, csv('客户编号,客户名称', 'A1,甲公司'), { kind: 'customers' })
    const rehearsed = await importFile(office, rows, { kind: 'customers', mode, dryRun: true })
    expect((await customers()).map((c) => c.no)).toEqual(['A1'])
    const result = await importFile(office, rows, { kind: 'customers', mode })
    expect(counts(result)).toEqual(expected)
    expect(counts(rehearsed)).toEqual(expected)
    expect(await failures(office, rehearsed.job)).toEqual(await failures(office, result.job))
    expect((await customers()).map((c) => `${c.no} ${c.name} ${c.phone}`)).toEqual(stored)
  })

  test('where chunks end makes no difference: a row is repeated far below', async () => {
    const many = Array.from({ length: 900 }, (_, i) => `甲${i}公司,`)
    const result = await importFile(office, csv('客户名称,总机', ...many, '甲5公司,0512-88887777', '甲890公司,'), { kind: 'customers' })
    expect(counts(result)).toEqual([900, 1, 1, 0])
    const nos = (await customers()).map((c) => c.no)
    expect([nos[0], nos.at(-1)]).toEqual(['KH-00001', 'KH-00900'])
  })

  test('an empty cell overwrites nothing, a default fills new records only', async () => {
    await importFile(office, csv('客户编号,客户名称,总机', 'A1,甲公司,0512-88887777'), { kind: 'customers' })
    const map = {
      columns: { customer_no: '客户编号', name: '客户名称', phone: '总机' },
      defaults: { phone: '400-800-1234', source: '展会' },
    }
    const result = await importFile(office, csv('客户编号,客户名称,总机', 'A1,甲公司,', 'A2,乙公司,'), { kind: 'customers', map })
    expect(counts(result)).toEqual([1, 0, 1, 0])
    expect((await customers()).map((c) => c.phone)).toEqual(['0512-88887777', '400-800-1234'])
  })
})

test('a written customer is found, complete in its parts, and says where its values came from', async () => {
  const { job } = await importFile(
    office,
    csv('客户名称,省,市,行业,总机', '宁波海棠精密机械有限公司,浙江省,宁波市,通用设备制造业,0574-87654321'),
    { kind: 'customers' },
  )
  const { rows } = await office.call(listCustomers, { q: 'nbht' })
  expect(rows.map((r) => [r.customerNo, r.macroRegion, r.industryCode])).toEqual([['KH-00001', 'EAST', '34']])
  const file = await office.call(readCustomer, { id: rows[0]?.id ?? 0 })
  expect(file.fieldSources).toMatchObject({ name: 'IMPORT', phone: 'IMPORT', industryCode: 'IMPORT' })
  const events = await office.sql<{ name: string; fields: string[] }>(
    "select name, fields from event where subject_kind = 'customer' and job_id = $1",
    [job],
  )
  expect(events).toEqual([{ name: 'customer.created', fields: expect.arrayContaining(['city_code', 'customer_no', 'name', 'phone']) }])
})

test('agents, owners and departments are looked up; rows that name nobody come back', async () => {
  await office.sql("insert into unit (name, kind) values ('华东分公司', 'BRANCH')")
  await office.sql("insert into person (login, name) values ('chenjing', '陈静'), ('w1', '王伟'), ('w2', '王伟')")
  const rows = csv(
    '客户编号,客户名称,所属代理商,我方负责人,所属部门',
    'G1,代理甲,,陈静,华东分公司',
    'A1,客户甲,代理甲,CHENJING,',
    'A2,客户乙,G1,王伟,',
    'A3,客户丙,无此家,w1,火星部',
    'A4,客户丁,,w1,',
  )
  const result = await importFile(office, rows, { kind: 'customers' })
  expect(await failures(office, result.job)).toEqual(['4 我方负责人 person-ambiguous', '5 所属代理商 agent-unknown, 所属部门 unit-unknown'])
  const stored = await office.sql(
    'select c.customer_no as no, a.customer_no as agent, p.login, u.name as unit from customer c left join customer a on a.id = c.agent_id left join person p on p.id = c.owner_id left join unit u on u.id = c.unit_id order by 1',
  )
  expect(stored).toEqual([
    { no: 'A1', agent: 'G1', login: 'chenjing', unit: null },
    { no: 'A4', agent: null, login: 'w1', unit: null },
    { no: 'G1', agent: null, login: 'chenjing', unit: '华东分公司' },
  ])
})

describe('an importer who does not see everything', () => {
  async function clerk(): Promise<Caller> {
    const [unit] = await office.sql<{ id: number }>(
      "insert into unit (name, kind) values ('苏州部' || gen_random_uuid(), 'DEPARTMENT') returning id::int",
    )
    const [person] = await office.sql<{ id: number }>(
      "insert into person (login, name, unit_id, active) values ('c' || gen_random_uuid(), '小李', $1, true) returning id::int",
      [unit?.id],
    )
    const id = person?.id ?? 0
    await office.sql(
      "insert into role (key, name, permissions, scope) values ('importer', 'x', '{customers.import}', 'OWN') on conflict do nothing",
    )
    await office.sql("insert into person_role values ($1, 'importer')", [id])
    return office.caller(['customers.import'], {
      actor: { kind: 'PERSON', personId: id, name: '小李', permissions: new Set(['customers.import']) },
      scope: mintScope({ all: false, unitIds: [], ownerIds: [id], masked: false }),
    })
  }

  test('owns what they bring, changes only theirs, and of others learns only whom to ask', async () => {
    await office.sql("insert into unit (name, kind) values ('华北部', 'DEPARTMENT')")
    await importFile(office, csv('客户编号,客户名称,所属部门,总机', 'X1,他人甲公司,华北部,010-66668888'), { kind: 'customers' })
    const li = await clerk()
    const rows = csv('客户编号,客户名称,所属部门', 'X1,改名公司,', ',他人甲公司,', 'L1,我的公司,', 'L2,给别人的公司,华北部')
    const result = await importFile(office, rows, { kind: 'customers' }, li)
    expect(await failures(office, result.job)).toEqual(['2 exists-ask-unit', '3 exists-ask-unit', '5 owner not-yours-to-give'])
    const [told] = await office.sql<{ reasons: string }>('select reasons from import_failed_row where import_id = $1 and line = 2', [
      result.job,
    ])
    expect(told?.reasons).toBe('[{"column":"","reason":"exists-ask-unit","facts":{"unit":"华北部"}}]')
    expect((await customers()).map((c) => c.name)).toEqual(['我的公司', '他人甲公司'])
    expect(await office.sql('select owner_id::int as owner from customer where customer_no = $1', ['L1'])).toEqual([
      { owner: li.actor.personId },
    ])
  })

  test('A09 somebody else’s file, import and failed rows do not exist', async () => {
    const [mine, theirs] = [await clerk(), await clerk()]
    const fileId = await bring(office, csv('客户名称', '甲公司'), mine)
    await expect(begin(office, fileId, { kind: 'customers' }, theirs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(office.call(inspectFile, { fileId, kind: 'customers' }, theirs)).rejects.toMatchObject({ code: 'not-found' })
    const jobId = await begin(office, fileId, { kind: 'customers' }, mine)
    await office.runJob(jobId)
    await expect(office.call(failedRows, { jobId }, theirs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(office.call(readImport, { jobId }, theirs)).rejects.toMatchObject({ code: 'not-found' })
    expect((await office.call(listImports, {}, theirs)).rows).toEqual([])
    expect((await office.call(listImports, {}, mine)).rows.map((r) => r.jobId)).toEqual([jobId])
  })
})

test('previews stand apart from the imports that wrote something', async () => {
  const listed = async (input: { kind?: 'customers' | 'orders'; dryRun?: boolean }) =>
    (await office.call(listImports, input)).rows.map((r) => [r.dryRun, r.kind])
  const { job } = await importFile(office, csv('客户名称', '甲公司'), { kind: 'customers', dryRun: true })
  expect(await listed({})).toEqual([])
  expect(await listed({ dryRun: true })).toEqual([[true, 'customers']])
  expect((await office.call(readImport, { jobId: job })).dryRun).toBe(true)
  await importFile(office, csv('客户名称', '甲公司'), { kind: 'customers' })
  expect(await listed({})).toEqual([[false, 'customers']])
  expect([await listed({ kind: 'orders' }), await listed({ kind: 'orders', dryRun: true })]).toEqual([[], []])
})
