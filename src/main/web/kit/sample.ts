import { addDays } from '../../../core/day.ts'

export type SampleCustomer = {
  id: number
  name: string
  number: string
  tier: string
  stage: string
  rfm: number
  health: number
  year: number
  change: number | null
  last: string
  duty: string
  due: string
  owner: string
  complete: number
}

const places = ['宁波', '苏州', '杭州', '绍兴', '无锡', '常州', '合肥', '台州', '温州', '徐州']
const names = [
  '海棠精密机械',
  '云帆连锁超市',
  '青禾医药连锁',
  '锦川纺织集团',
  '恒澜电气股份',
  '晴岚新能源科技',
  '启明冷链物流',
  '东篱生鲜配送',
  '瓯越鞋业',
  '朔风工程机械',
]
const tiers = ['CORE', 'CORE', 'POTENTIAL', 'GENERAL', 'GENERAL', 'GENERAL', 'CHURN_RISK', 'NEW']
const stages = ['成熟', '成熟', '成长', '成熟', '成熟', '成长', '衰退', '新客户']
const duties = ['上门拜访', '信息复核', '投诉后确认', '生日问候', '方案沟通', '续约准备', '定期回访']
const owners = ['沈知远', '周砚', '苏棠']
const pick = (list: readonly string[], i: number): string => list[i % list.length] ?? ''

/** Invented customers, the same at every call. */
export const sampleCustomers = (count: number): SampleCustomer[] =>
  Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    name: `${pick(places, i * 7 + Math.floor(i / 10))}${pick(names, i)}有限公司`,
    number: `KH-${String(218 + i * 13).padStart(5, '0')}`,
    tier: pick(tiers, i),
    stage: pick(stages, i),
    rfm: 15 - ((i * 2) % 13),
    health: 95 - ((i * 17) % 70),
    year: 186_400_000 + ((i * 7_919_000) % 300_000_000),
    change: i % 8 === 7 ? null : ((i * 37) % 110) - 55 + 0.3,
    last: addDays('2026-11-20', -((i * 11) % 190)),
    duty: pick(duties, i),
    due: addDays('2026-11-20', ((i * 5) % 25) - 2),
    owner: pick(owners, i),
    complete: 100 - ((i * 3) % 25),
  }))
