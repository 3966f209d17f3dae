import type { Product } from './types.ts'

const categories = { A: '货架', B: '展柜与收银', C: '配件与服务' } as const

type Row = [code: string, name: string, category: keyof typeof categories, unit: string, yuan: number]

const rows: Row[] = [
  ['HJ-100', '轻型超市货架', 'A', '组', 680],
  ['HJ-120', '双面背网货架', 'A', '组', 920],
  ['HJ-200', '中型仓储货架', 'A', '组', 1_850],
  ['HJ-300', '重型横梁货架', 'A', '组', 4_600],
  ['HJ-310', '流利式拣选货架', 'A', '组', 6_300],
  ['HJ-400', '药店阴凉货架', 'A', '组', 1_260],
  ['ZG-100', '玻璃精品展柜', 'B', '台', 3_200],
  ['ZG-200', '中岛促销台', 'B', '台', 1_480],
  ['ZG-300', '冷藏展示柜', 'B', '台', 8_900],
  ['SY-100', '直角收银台', 'B', '台', 2_650],
  ['SY-200', '自助收银岛', 'B', '套', 12_800],
  ['PJ-010', '层板与挂钩包', 'C', '包', 120],
  ['PJ-020', '防撞护角', 'C', '箱', 260],
  ['PJ-030', '价签条', 'C', '箱', 90],
  ['FW-100', '上门安装', 'C', '次', 1_500],
  ['FW-200', '年度巡检', 'C', '次', 3_600],
]

export const products: Product[] = rows.map(([code, name, category, unit, yuan]) => ({
  code,
  name,
  category,
  categoryName: categories[category],
  unit,
  priceFen: yuan * 100,
}))
