import { provinces } from '../src/core/provinces.ts'
import { citiesOf } from '../src/core/regions.ts'
import { creditCodeFrom } from '../src/modules/customers/policy/credit-code.ts'
import { writeXlsx } from '../src/platform/sheets/write.ts'
import type { XlsxColumn } from '../src/platform/sheets/xlsx-bytes.ts'

const headers =
  '客户编号 客户名称 客户简称 统一社会信用代码 客户类型 行业 规模 企业性质 员工人数 注册资本(万元) 成立日期 法定代表人 省 市 详细地址 邮编 总机 客户来源 结算方式 备注'.split(
    ' ',
  )
const words = '海棠 新锐 恒达 金桥 宏远 百川 瑞丰 天成 华信 博雅 中原 嘉禾 启明 盛世 同创 兴业 安泰 东升 凯悦 立信'.split(' ')
const trades = '精密机械 电子科技 食品 建材 纺织 化工 医疗器械 物流 家具 包装'.split(' ')
const industries = ['34', '39', '14', '30', '17', '26', '35', '54', '21', '22']
const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗']
const given = [...'静敏伟强磊军洋勇艳杰娟涛明超秀霞平刚桂英']

/** A made-up customer, the same for the same number; all numbers, names and credit codes differ. */
function customerRow(n: number): (string | number | { date: string })[] {
  const pick = <T>(list: readonly T[], step: number): T => list[Math.floor(n / step) % list.length]!
  const province = pick(provinces().slice(0, 31), 1)
  const cities = citiesOf(province.code).filter((c) => !c.name.includes('直辖'))
  const city = cities[n % cities.length]!
  const serial = String(n).padStart(7, '0')
  const name = `${city.name}${pick(words, 3)}${pick(words, 61)}${pick(trades, 7)}${n}有限公司`
  return [
    `ERP-${serial}`,
    name,
    `${pick(words, 3)}${n}`,
    creditCodeFrom(`${province.code.slice(0, 2)}0100`, `M${serial}`),
    '企业客户',
    pick(industries, 7),
    pick(['大型', '中型', '小型', '微型'], 5),
    pick(['民营', '国有', '外资'], 11),
    10 + (n % 5000),
    50 + (n % 900),
    { date: `20${String(n % 24).padStart(2, '0')}-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}` },
    `${pick(surnames, 2)}${pick(given, 13)}`,
    province.name,
    city.name,
    `${province.name}${city.name}人民路${n % 999}号`,
    String(100000 + (n % 800000)),
    `0574-8${String(n % 10_000_000).padStart(7, '0')}`,
    pick(['展会', '官网', '转介绍', '电话'], 17),
    pick(['月结', '现结', '季结'], 19),
    n % 10 === 0 ? '老客户，请提前一天预约' : '',
  ]
}

/** Writes an xlsx of `count` customers with 20 columns; `repeat` of a hundred rows say again what an earlier row said. */
export async function makeCustomersXlsx(path: string, count: number, repeat = 0): Promise<void> {
  const columns: XlsxColumn[] = headers.map((header) => ({
    header,
    kind: header === '成立日期' ? 'date' : /人数|资本/.test(header) ? 'number' : 'text',
    width: 16,
  }))
  const rows = function* () {
    for (let n = 1; n <= count; n++) yield customerRow(n > 100 && n % 100 < repeat ? n - 100 : n)
  }
  await writeXlsx(path, { sheets: [{ name: '客户', columns, rows: rows() }] })
}

const [, script = '', path, count] = process.argv
if (script.endsWith('make-customers-xlsx.ts') && path) await makeCustomersXlsx(path, Number(count ?? 100_000))
