import { emptyCustomer } from '../src/modules/customers/policy/blank.ts'
import { creditCodeFrom } from '../src/modules/customers/policy/credit-code.ts'
import { customerValues } from '../src/modules/customers/policy/values.ts'
import { insertCustomers, reserveIds } from '../src/modules/customers/store.ts'
import { inTransaction } from '../src/platform/db/connect.ts'
import type { Stage } from './stage.ts'

const places = [
  ['330000', '330200', '宁波'],
  ['320000', '320500', '苏州'],
  ['440000', '440300', '深圳'],
  ['110000', '110100', '北京'],
  ['510000', '510100', '成都'],
  ['420000', '420100', '武汉'],
  ['370000', '370200', '青岛'],
  ['610000', '610100', '西安'],
  ['210000', '210200', '大连'],
  ['350000', '350200', '厦门'],
] as const
const first = [...'海云青锦恒晴启东瓯朔溪百梧远麓晨瑞嘉宏泰丰盛华兴隆昌达信诚和安康明光辉正源润泽天成博文思景春秋']
const second = [...'棠帆禾川澜岚明篱越风桥汇桐山石汀祥禾图远泉林峰岭江河湖海星辰月阳雪松柏竹兰梅桂荷枫柳杉樟楠']
const trades = [
  '精密机械',
  '连锁超市',
  '医药连锁',
  '纺织',
  '电气',
  '新能源科技',
  '冷链物流',
  '生鲜配送',
  '鞋业',
  '工程机械',
  '酒店管理',
  '家居广场',
  '餐饮管理',
  '包装材料',
  '图书',
  '便利连锁',
]
const ends = ['有限公司', '股份有限公司', '集团有限公司', '有限责任公司']
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T

/** A number that says nothing of its neighbours': place, trade and name of a customer are independent, as in real books. */
function mixed(i: number, salt: number): number {
  let x = Math.imul(i ^ (salt * 0x9e3779b1), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

/** A made-up customer by its place in the book. */
export function madeUp(i: number) {
  const place = pick(places, mixed(i, 1))
  const word = `${pick(first, mixed(i, 2))}${pick(second, mixed(i, 3))}${pick(first, mixed(i, 4))}`
  const name = `${place[2]}${word}${pick(trades, mixed(i, 5))}${pick(ends, mixed(i, 6))}`
  return {
    ...emptyCustomer,
    name,
    shortName: name.slice(2, 6),
    creditCode: creditCodeFrom(place[0], `M${String(i).padStart(7, '0')}`),
    provinceCode: place[0],
    cityCode: place[1],
    address: `${place[2]}市工业路 ${(i % 900) + 1} 号`,
    phone: `138${String(10_000_000 + i).slice(-8)}`,
    industryCode: pick(['34', '52', '59', '17', '38'], mixed(i, 7)),
    sizeClass: pick(['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const, mixed(i, 8)),
  }
}

const fillChunk = (stage: Stage, from: number, size: number): Promise<void> =>
  inTransaction(stage.office.company.write, async (tx) => {
    const ids = await reserveIds(tx, 'customer', size)
    const rows = ids.map((id, k) => ({
      id,
      values: customerValues(madeUp(from + k), { customerNo: `KH-${String(from + k).padStart(7, '0')}`, class: 'GENERAL' }),
    }))
    await insertCustomers(tx, rows, new Date())
  })

/** Fills the stage's book through the room's own bulk insert; tiers and last orders by plain SQL. */
export async function fillCustomers(stage: Stage, count: number): Promise<void> {
  const chunk = 10_000
  let next = 0
  // Two at a time: one makes rows while the other's are written.
  const worker = async () => {
    for (let from = next; from < count; from = next) {
      next = from + chunk
      await fillChunk(stage, from, Math.min(chunk, count - from))
    }
  }
  await Promise.all([worker(), worker()])
  await stage.sql(`insert into customer_tier (customer_id, tier, stage, r, f, m, band, resolved_by, tier_rfm, tier_spend_tenure, tags, verdict, policy_version, since_on)
    select id, (array['CORE','POTENTIAL','GENERAL','GENERAL','GENERAL','GENERAL','CHURN_RISK','CHURN_RISK','POTENTIAL','GENERAL'])[1 + mod(abs(hashint8(id)), 10)], 'MATURE', 3, 3, 3, 'UPPER', 'SOURCE', 'CORE', 'NEW',
      array['TENURE_OLD','FREQ_MID','VALUE_LOW','ACTIVE'], 0, 1, current_date from customer`)
  await stage.sql(`insert into purchase_facts (customer_id, ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total)
    select id, (select string_agg(int4send((current_date - date '1970-01-01') - 600 + k * 30) || int4send(1) || int8send(5000000::bigint), ''::bytea order by k) from generate_series(1, 20) k),
      current_date - 570, current_date - (id % 300)::int, 20, 20, 100000000 from customer`)
  await stage.sql('delete from customer_touched')
  await stage.sql('vacuum analyze')
}
