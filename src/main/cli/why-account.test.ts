import { describe, expect, test } from 'vitest'
import { addMonths, dayNumber } from '../../core/day.ts'
import { buildLedger } from '../../modules/purchases/policy.ts'
import { reachableSums } from '../../modules/tiering/policy/check.ts'
import { compileTiering } from '../../modules/tiering/policy/compile.ts'
import { explain } from '../../modules/tiering/policy/explain.ts'
import { tieringSection } from '../../modules/tiering/policy/section.ts'
import { STANDARD_TIERING } from '../../modules/tiering/policy/standard.ts'
import type { Explained } from '../../modules/tiering/web/explained.ts'
import { whyAccount } from './why-account.ts'

const rules = compileTiering(tieringSection.parse(STANDARD_TIERING))
const asOf = '2026-11-22'

function why(orders: readonly (readonly [string, number])[]): Explained {
  const ledger = buildLedger(orders.map(([day, yuan]) => ({ on: dayNumber(day), net: yuan * 100 })))
  return {
    ...explain(rules, ledger, dayNumber(asOf)),
    customerId: 1,
    customerNo: 'KH-00218',
    customerName: '宁波海棠精密机械有限公司',
    policyVersion: 3,
    policyTitle: '客户维护制度',
    since: '2026-05-01',
    storedTier: null,
    clauses: [{ id: 'SEG-04', title: '近度', clause: { document: '《客户关系维护与提升工具》', place: '三（二）' }, text: '按天数取分。' }],
    tiers: rules.section.tiers,
    points: rules.section.rfm.scores,
    table: { cells: rules.section.table, bands: reachableSums(rules.section) },
  }
}

/** An order of 60,000 yuan on the 20th of each of the last 24 months. */
const steady = Array.from({ length: 24 }, (_, i) => [addMonths('2026-11-20', -i), 60_000] as const)

describe('why a customer stands where it stands, on the command line', () => {
  const account = whyAccount(why(steady), true, 'zh-CN')

  test.each([
    ['who', 'KH-00218  宁波海棠精密机械有限公司'],
    ['the tier, and who says so', '2026-11-22 那天是核心 (CORE)   条文写明 (SOURCE)'],
    ['the policy and its version', '客户维护制度 · 第 3 版'],
    ['the sum', '得分 13 = 5 + 3 + 5'],
    ['an input, its thresholds, points and rule', '最近下单 R   2026-11-20，2 天前   [≤30 天] 31–90 天 >90 天   5 分   SEG-04'],
    ['the window', '近 90 天 3 单   ≥4 单 [1–3 单] 0 单   3 分   SEG-05   看 2026-08-24 之后到 2026-11-22 为止'],
    ['the cell of the table', '阶段 成熟，得分 13–15 分，对照表给出核心   SEG-10   条文写明 (SOURCE)'],
    ['the stage that decides', '* 成熟   以上都不符合时'],
    ['a stage that does not', '- 流失   2 天没有下单，没有超过'],
    ['both models', '得分与阶段：核心   13 分，成熟   SEG-10   以此为准'],
    ['what the other model measured', '消费与时长：核心   近 12 个月 72 万'],
    ['a tag with its rule', '老客户   首单到现在 23 个月，满 12 个月算老客户   TAG-05'],
    ['what would drop it', '还没有新订单：'],
    ['a clause', 'SEG-04   近度   《客户关系维护与提升工具》 三（二）'],
  ])('says %s', (_, words) => expect(account).toContain(words))

  test('names the agreed table where the source is silent, and what lifts it', () => {
    const quiet = why([['2026-07-01', 20_000]])
    expect(whyAccount(quiet, true, 'zh-CN')).toContain('2026-11-22 那天是一般 (GENERAL)   条文没有写，按兜底 (DEFAULT)')
    expect(whyAccount(quiet, true, 'zh-CN')).toContain('可升   今天只要再下一单，层级升为潜力。')
    expect(whyAccount(quiet, false, 'zh-CN')).toContain('可升   那天只要再下一单，层级升为潜力。')
  })

  test.each([
    ['a customer that buys', steady],
    ['one that never bought', []],
    ['one that stopped', [['2024-01-05', 90_000]] as const],
  ])('leaves nothing unsaid in either language: %s', (_, orders) => {
    for (const locale of ['zh-CN', 'en'] as const) {
      const said = whyAccount({ ...why(orders), storedTier: 'GENERAL' }, false, locale)
      expect(said).not.toMatch(/\{\w+\}|undefined|NaN|null|\[object/)
    }
  })
})
