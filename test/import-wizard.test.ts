import { beforeEach, describe, expect, test } from 'vitest'
import { failedRows, importTemplate, inspectFile } from '../src/modules/importing/contract.ts'
import { begin, bring, bringXlsx, csv, failures, importFile, jobOf, resultOf, sheetOf } from './import-files.ts'
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
