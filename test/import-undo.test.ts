import { beforeEach, describe, expect, test } from 'vitest'
import { changeCustomer, listCustomers, readCustomer } from '../src/modules/customers/contract.ts'
import { begin, bring, csv, failures, importFile, undo } from './import-files.ts'
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
    await expect(undo(office, waiting)).rejects.toMatchObject({ rule: 'undo-while-running' })
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
    csv(
      header,
      'A1,陈静,13812348000,经理,1988-05-20,本人同意',
      'A2,王伟,,,,',
      'A9,李强,,,,',
      'A1,赵敏,,,05-20,',
      'A1,钱进,,,2-30,本人同意',
    ),
    { kind: 'contacts' },
  )
  expect(await failures(office, first.job)).toEqual([
    '4 客户编号 customer-unknown',
    '5 生日 birthday-needs-basis',
    '6 生日 no-such-birthday',
  ])
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
