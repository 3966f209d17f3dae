import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, ImportKind, ImportMap } from '../contract.ts'
import { rowReader } from './check.ts'
import { resolveColumns } from './columns.ts'
import { fieldsOf } from './fields.ts'

/** Reads one cell as the field it stands for. */
function cellAs(kind: ImportKind, field: string, cell: Cell, map: Omit<ImportMap, 'columns'> = {}) {
  const key = kind === 'customers' ? 'name' : 'customer_no'
  const header = field === key ? [field] : [key, 'order_no', 'name', field]
  const wanted = Object.fromEntries(header.filter((h) => fieldsOf[kind].some((f) => f.name === h)).map((h) => [h, h]))
  const { columns } = resolveColumns(kind, { ...map, columns: wanted }, header)
  const row = rowReader(kind, map, columns).read({ line: 2, cells: header.map((h) => (h === field ? cell : null)) })
  return row.faults.length > 0 ? row.faults.map((f) => f.reason).join() : row.given[field]
}

describe('cells of a customer row', () => {
  test.each<[string, Cell, string | number | boolean | undefined]>([
    ['name', '　 海棠精密 ', '海棠精密'],
    ['name', 12345, '12345'],
    ['name', '＝1+1', '＝1+1'],
    ['name', '字'.repeat(201), 'too-long'],
    ['name', { error: '#REF!' }, 'cell-error'],
    ['name', '坏\ud800字', 'unstorable-text'],
    ['customer_no', '00123', '00123'],
    ['customer_no', 123456789012345680000, 'digits-lost'],
    ['customer_no', 1.2e21, 'digits-lost'],
    ['credit_code', '91 330200 MA2AH', 'credit-code-form'],
    ['credit_code', '91 330200 ma2ahxxx01', '91330200MA2AHXXX01'],
    ['credit_code', '９１３５０２１１Ｍ００００ＸＵＦ４６', '91350211M0000XUF46'],
    ['segment', 'B端', 'B'],
    ['kind', '代理商', 'AGENT'],
    ['size_class', '大型企业', 'LARGE'],
    ['size_class', '巨型', 'not-one-of-words'],
    ['size_class', '暂无', undefined],
    ['industry', '通用设备制造业', '34'],
    ['industry', 'C34', '34'],
    ['industry', 3421, '3421'],
    ['industry', '制造业', 'industry-too-broad'],
    ['industry', '海棠机械厂', 'industry-guessed'],
    ['industry', 'zzz', 'industry-unknown'],
    ['employees', '1,200人', 1200],
    ['employees', 12.5, 'not-a-whole-number'],
    ['employees', -1, 'out-of-range'],
    ['registered_capital', '500万', 500_000_000],
    ['registered_capital', -5, 'below-zero'],
    ['founded_on', { date: '2012-05-18' }, '2012-05-18'],
    ['founded_on', '2012年5月18日', '2012-05-18'],
    ['founded_on', '2012-02-30', 'not-a-date'],
    ['founded_on', '—', undefined],
    ['founded_on', true, 'not-a-date'],
    ['province', '浙江', '330000'],
    ['province', '330000', '330000'],
    ['province', 'Wessex', 'place-unknown'],
    ['city', '宁波', '330200'],
    ['city', '440300', '440300'],
    ['phone', '0574-87654321 / 13812348000', '0574-87654321 / 13812348000'],
    ['phone', 13812348000, '13812348000'],
    ['phone', '明天再说', 'not-a-phone'],
    ['phone', '无', undefined],
    ['status', '停用', 'INACTIVE'],
    ['remark', '', undefined],
    ['remark', null, undefined],
    ['remark', '-', '-'],
  ])('%s: %j → %j', (field, cell, expected) => expect(cellAs('customers', field, cell)).toBe(expected))

  test('a city is read within its province, and brings it', () => {
    const read = (province: Cell, city: Cell) => {
      const { columns } = resolveColumns('customers', { columns: { name: 'n', province: 'p', city: 'c' } }, ['n', 'p', 'c'])
      const row = rowReader('customers', {}, columns).read({ line: 2, cells: ['x', province, city] })
      return row.faults.length > 0 ? row.faults.map((f) => `${f.column} ${f.reason}`) : [row.given['province'], row.given['city']]
    }
    expect(read('浙江省', '宁波市')).toEqual(['330000', '330200'])
    expect(read(null, '宁波')).toEqual(['330000', '330200'])
    expect(read('上海市', '上海市')).toEqual(['310000', '310100'])
    expect(read('浙江省', '广州市')).toEqual(['c place-unknown'])
    expect(read('浙江省', null)).toEqual(['330000', undefined])
  })
})

describe('cells of orders and people', () => {
  test.each<[ImportKind, string, Cell, string | number | boolean | undefined]>([
    ['orders', 'ordered_at', '2010-12-01 08:26:00', '2010-12-01T00:26:00.000Z'],
    ['orders', 'ordered_at', { date: '2010-12-01T08:26:00' }, '2010-12-01T00:26:00.000Z'],
    ['orders', 'ordered_at', 'soon', 'not-a-date'],
    ['orders', 'net_amount', '-54.75', -5475],
    ['orders', 'net_amount', 12.345, 'not-an-amount'],
    ['orders', 'status', '作废', 'CANCELLED'],
    ['orders', 'customer.industry', '商贸公司', 'industry-guessed'],
    ['contacts', 'is_key', '是', true],
    ['contacts', 'is_key', 'no', false],
    ['contacts', 'is_key', true, true],
    ['contacts', 'gender', '女士', 'FEMALE'],
    ['contacts', 'email', 'a@b', 'not-an-email'],
    ['contacts', 'birthday', '05-20', '05-20'],
    ['contacts', 'birthday', '1988年5月20日', '1988-05-20'],
    ['contacts', 'birthday', '1988-5-2', '1988-05-02'],
    ['contacts', 'birthday_calendar', '农历闰月', 'LUNAR_LEAP'],
    ['contacts', 'attitude', '未知', 'UNKNOWN'],
  ])('%s %s: %j → %j', (kind, field, cell, expected) => expect(cellAs(kind, field, cell)).toBe(expected))

  test('a file in 万元 with its own date format', () => {
    expect(cellAs('orders', 'net_amount', '1.5', { unit: 'wan' })).toBe(1_500_000)
    expect(cellAs('orders', 'ordered_at', '03/04/2026', { dateFormat: 'DD/MM/YYYY' })).toBe('2026-04-02T16:00:00.000Z')
  })
})

test('no cell of any field throws; what is not taken has a reason', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', '暂无', '＝cmd|x', '2026-11-22', '1.2亿', '\ud800', '\u202e客户', '𠮷'),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.record({ date: fc.constantFrom('2026-11-22', '2026-11-22T10:00:00', 'x') }),
    fc.record({ error: fc.constantFrom('#REF!', 'TOO_LONG') }),
  )
  const all = (['customers', 'contacts', 'orders'] as const).flatMap((kind) => fieldsOf[kind].map((f) => [kind, f.name] as const))
  fc.assert(
    fc.property(fc.constantFrom(...all), cell, ([kind, field], value) => {
      expect(['string', 'number', 'boolean', 'undefined']).toContain(typeof cellAs(kind, field, value))
    }),
    { numRuns: 2000 },
  )
})
