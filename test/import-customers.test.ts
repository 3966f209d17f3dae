import { beforeEach, describe, expect, test } from 'vitest'
import { changeCustomer, listCustomers, readCustomer } from '../src/modules/customers/contract.ts'
import { failedRows, importTemplate, inspectFile, listImports, readImport } from '../src/modules/importing/contract.ts'
import type { Caller } from '../src/platform/action.ts'
import { mintScope } from '../src/platform/scope.ts'
import { begin, bring, bringXlsx, csv, failures, importFile, jobOf, resultOf, sheetOf, undo } from './import-files.ts'
import { testOffice } from './office.ts'

const office = await testOffice()
const customers = () =>
  office.sql<{ no: string; name: string; phone: string | null; version: number }>(
    'select customer_no as no, name, phone, version from customer order by customer_no',
  )

beforeEach(async () => {
  await office.sql('truncate customer, contact, purchase_order, import, import_failed_row, import_mapping, customer_number cascade')
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
    ['a name taken', '客户编号,客户名称', ['A2,青岛恒达食品有限公司'], [0, 0, 0, 1], ['2 客户名称 name-taken']],
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

describe('the wizard', () => {
  test('guesses columns, then remembers what people chose for such a header', async () => {
    const header = '客户名称,联系电话,神秘列'
    const fileId = await bring(office, csv(header, '甲公司,0512-88887777,x'))
    const first = await office.call(inspectFile, { fileId, kind: 'customers' })
    expect(first.map.columns).toEqual({ name: '客户名称', phone: '联系电话' })
    expect([first.fileKind, first.encoding, first.delimiter, first.remembered, first.problems]).toEqual(['csv', 'utf-8', ',', false, []])
    expect(first.sample).toEqual([{ line: 2, cells: ['甲公司', '0512-88887777', 'x'] }])
    const columns = { name: '客户名称', remark: '神秘列' }
    await resultOf(office, await run(fileId, columns))
    const again = await office.call(inspectFile, {
      fileId: await bring(office, csv('客户名称*,联系电话,神秘列', '乙,1,2')),
      kind: 'customers',
    })
    expect([again.map.columns, again.remembered]).toEqual([columns, true])
  })

  const run = async (fileId: string, columns: Record<string, string>) => {
    const jobId = await begin(office, fileId, { kind: 'customers', map: { columns } })
    await office.runJob(jobId)
    return jobId
  }

  test('a map that does not fit is refused before a row is read, by name', async () => {
    const fileId = await bring(office, csv('客户名称', '甲公司'))
    await expect(begin(office, fileId, { kind: 'customers', map: { columns: { owner_id: '客户名称' } } })).rejects.toMatchObject({
      rule: 'import-map',
      issues: [{ path: 'map.columns.owner_id', reason: 'unknown-field' }],
    })
    const job = await jobOf(office, await run(fileId, { name: '名字' }))
    expect([job.state, job.problem?.issues.map((i) => `${i.path} ${i.reason}`)]).toEqual([
      'FAILED',
      ['名字 no-such-column', ' no-key-column'],
    ])
  })

  test('failed rows come back as a workbook in the reader’s language; corrected, it goes in', async () => {
    const fileId = await bringXlsx(office, [
      ['客户编号', '客户名称', '规模', '成立日期'],
      ['001', '=cmd|calc', '巨型', { date: '2012-05-18' }],
      ['002', '乙公司', '大型', null],
    ])
    const jobId = await begin(office, fileId, { kind: 'customers' })
    await office.runJob(jobId)
    const made = await office.call(failedRows, { jobId })
    const shown = await sheetOf(office, made.fileId)
    expect(shown[0]).toEqual(['客户编号', '客户名称', '规模', '成立日期', '未导入原因'])
    expect(shown[1]?.slice(0, 3)).toEqual(['001', '=cmd|calc', '巨型'])
    expect(shown[1]?.[4]).toBe('规模：只能是：大型、中型、小型、微型')
    const english = await office.call(failedRows, { jobId }, office.caller(['*'], { locale: 'en' }))
    expect((await sheetOf(office, english.fileId))[1]?.[4]).toBe('规模：Must be one of: Large, Medium, Small, Micro')
    const corrected = shown.map((cells, i) => (i === 0 ? cells : cells.map((c) => (c === '巨型' ? '大型' : c))))
    const second = await begin(office, await bringXlsx(office, corrected), { kind: 'customers' })
    await office.runJob(second)
    expect(counts(await resultOf(office, second))).toEqual([1, 0, 0, 0])
    expect(await office.sql('select name, size_class, founded_on::text from customer where customer_no = $1', ['001'])).toEqual([
      { name: '=cmd|calc', size_class: 'LARGE', founded_on: '2012-05-18' },
    ])
  })

  test.each(['customers', 'contacts', 'orders'] as const)(
    'the template for %s explains itself, and its example is read without a fault',
    async (kind) => {
      if (kind !== 'customers')
        await importFile(office, csv('客户编号,客户名称', 'KH-00001,宁波海棠精密机械有限公司'), { kind: 'customers' })
      const { fileId, name } = await office.call(importTemplate, { kind })
      expect(name).toMatch(/导入模板\.xlsx$/)
      expect((await sheetOf(office, fileId, 2)).length).toBe((await sheetOf(office, fileId))[0]!.length + 1)
      const brought = await bringXlsx(office, await sheetOf(office, fileId))
      const jobId = await begin(office, brought, { kind })
      await office.runJob(jobId)
      expect(await failures(office, jobId)).toEqual([])
      expect(counts(await resultOf(office, jobId))).toEqual([1, 0, 0, 0])
    },
  )
})

describe('encodings and delimiters', () => {
  const text = '客户编号;客户名称;备注\r\nA1;𠮷林省海棠有限公司;"两行\r\n备注"\r\n'
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  const gb = Buffer.concat([
    Buffer.from('bfcdbba7b1e0bac53bbfcdbba7c3fbb3c6', 'hex'),
    Buffer.from('\nA1;', 'latin1'),
    Buffer.from('c4fe', 'hex'),
    Buffer.from('b2a8', 'hex'),
    Buffer.from('\n', 'latin1'),
  ])
  test.each([
    ['UTF-8', Buffer.from(text), '𠮷林省海棠有限公司'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), '𠮷林省海棠有限公司'],
    ['UTF-16', utf16, '𠮷林省海棠有限公司'],
    ['GB18030', gb, '宁波'],
    ['tabs', Buffer.from(text.replaceAll(';', '\t')), '𠮷林省海棠有限公司'],
    ['bars', Buffer.from(text.replaceAll(';', '|')), '𠮷林省海棠有限公司'],
  ])('A33 %s', async (_, bytes, name) => {
    expect(counts(await importFile(office, bytes, { kind: 'customers' }))).toEqual([1, 0, 0, 0])
    expect((await customers()).map((c) => c.name)).toEqual([name])
  })

  test('A25 a guard against formulas in a csv file comes off', async () => {
    await importFile(office, csv('客户编号,客户名称', "A1,'=1+1", "A2,''=2", "A3,'普通"), { kind: 'customers' })
    expect((await customers()).map((c) => c.name)).toEqual(['=1+1', "'=2", "'普通"])
  })
})

describe('A32 A33 hostile files fail the job with a clear word and write nothing', () => {
  const head = '客户编号,客户名称\n'
  const many = Array.from({ length: 2000 }, (_, i) => `A${i},甲${i}公司\n`).join('')
  test.each([
    ['a quote never closed, after 2,000 good rows', `${head}${many}Z,"x\n`, 'file-unclosed-quote'],
    ['a broken zip', 'PK\x03\x04 nothing else', 'file-damaged'],
    ['a pdf', '%PDF-1.7\n1 0 obj', 'file-not-a-sheet'],
    ['nothing', ' \n', 'file-empty'],
  ])('%s', async (_, content, rule) => {
    const jobId = await begin(office, await bring(office, content), { kind: 'customers' })
    await office.runJob(jobId)
    const job = await jobOf(office, jobId)
    expect([job.state, job.problem?.rule]).toEqual(['FAILED', rule])
    expect(await customers()).toEqual([])
  })

  test('A29 columns called __proto__ and constructor are plain columns', async () => {
    const result = await importFile(office, csv('客户名称,__proto__,constructor', '甲公司,x,y'), {
      kind: 'customers',
      map: { columns: { name: '客户名称', remark: '__proto__', source: 'constructor' } },
    })
    expect(counts(result)).toEqual([1, 0, 0, 0])
    expect(await office.sql('select remark, source from customer')).toEqual([{ remark: 'x', source: 'y' }])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('undo of a whole import', () => {
  test('puts everything back; what was touched later or is in use is listed and left', async () => {
    await importFile(office, csv('客户编号,客户名称,总机', 'A1,甲公司,0512-11112222', 'A2,乙公司,'), { kind: 'customers' })
    const before = await customers()
    const rows = csv(
      '客户编号,客户名称,总机,所属代理商',
      'A1,甲公司,0512-88887777,',
      'A2,乙公司,0512-66665555,',
      'B1,丙公司,,',
      'B2,丁公司,,',
      'B3,戊公司,,B1',
      'B3,戊公司,0512-33334444,',
    )
    const { job } = await importFile(office, rows, { kind: 'customers' })
    const [later] = await office.sql<{ id: number }>("select id::int from customer where customer_no = 'B2'")
    const file = await office.call(readCustomer, { id: later?.id ?? 0 })
    await office.call(changeCustomer, { id: file.id, version: file.version, remark: '后来的备注' })
    const result = await undo(office, job)
    expect([result.undone, result.leftCount, result.left]).toEqual([
      4,
      1,
      [{ kind: 'customer', id: file.id, label: '丁公司', reason: 'touched-later' }],
    ])
    expect((await customers()).map((c) => [c.no, c.phone])).toEqual([...before.map((c) => [c.no, c.phone]), ['B2', null]])
    await expect(undo(office, job)).rejects.toMatchObject({ rule: 'undo-asked-already' })
  })

  test('after thirty days, while it runs, or when nothing was written, it is refused with the reason', async () => {
    const { job } = await importFile(office, csv('客户名称', '甲公司'), { kind: 'customers' })
    await office.sql("update job set ended_at = $2::timestamptz - interval '30 days 1 second' where id = $1", [job, office.now])
    await expect(undo(office, job)).rejects.toMatchObject({ rule: 'undo-too-late' })
    const rehearsed = await importFile(office, csv('客户名称', '乙公司'), { kind: 'customers', dryRun: true })
    await expect(undo(office, rehearsed.job)).rejects.toMatchObject({ rule: 'nothing-to-undo' })
    const waiting = await begin(office, await bring(office, csv('客户名称', '丙公司')), { kind: 'customers' })
    await expect(undo(office, waiting)).rejects.toMatchObject({ rule: 'import-still-running' })
  })

  test('of several pages, with records the import made and changed far apart', async () => {
    const many = Array.from({ length: 2600 }, (_, i) => `甲${i}公司,`)
    const { job } = await importFile(office, csv('客户名称,总机', ...many, '甲3公司,0512-88887777', '甲2599公司,0512-88887777'), {
      kind: 'customers',
    })
    expect((await undo(office, job)).undone).toBe(2600)
    expect(await customers()).toEqual([])
  })
})

test('people at customers: met by mobile, else by name; a birthday needs a basis', async () => {
  await importFile(office, csv('客户编号,客户名称', 'A1,甲公司', 'A2,乙公司'), { kind: 'customers' })
  const header = '客户编号,姓名,手机,职务,生日,生日依据'
  const first = await importFile(
    office,
    csv(header, 'A1,陈静,13812348000,经理,1988-05-20,本人同意', 'A2,王伟,,,,', 'A9,李强,,,,', 'A1,赵敏,,,05-20,'),
    { kind: 'contacts' },
  )
  expect(await failures(office, first.job)).toEqual(['4 客户编号 customer-unknown', '5 生日 birthday-needs-basis'])
  const second = await importFile(
    office,
    csv(header, 'A1,陈小静,138 1234 8000,总监,,', 'A2,王伟,13900001111,,,', 'A2,王伟,13900002222,,,', 'A2,王伟,,,,'),
    { kind: 'contacts' },
  )
  expect(counts(second)).toEqual([1, 2, 0, 1])
  expect(await failures(office, second.job)).toEqual(['5 姓名 contact-ambiguous'])
  expect(
    await office.sql(
      'select c.customer_no as no, k.name, k.mobile, k.title from contact k join customer c on c.id = k.customer_id order by 1, 3',
    ),
  ).toEqual([
    { no: 'A1', name: '陈小静', mobile: '138 1234 8000', title: '总监' },
    { no: 'A2', name: '王伟', mobile: '13900001111', title: null },
    { no: 'A2', name: '王伟', mobile: '13900002222', title: null },
  ])
  expect((await office.call(listCustomers, { q: '13900002222' })).rows.map((r) => r.customerNo)).toEqual(['A2'])
  await undo(office, second.job)
  expect(await office.sql('select name, mobile, title from contact order by id')).toEqual([
    { name: '陈静', mobile: '13812348000', title: '经理' },
    { name: '王伟', mobile: null, title: null },
  ])
  expect((await undo(office, first.job)).left.map((l) => [l.label, l.reason])).toEqual([
    ['陈静', 'touched-later'],
    ['王伟', 'touched-later'],
  ])
})
