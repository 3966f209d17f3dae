import { describe, expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { uiText } from '../../../ui/text.ts'
import { text as policiesText } from '../../policies/text.ts'
import { text as tieringText } from '../../tiering/text.ts'
import { chaptersOfDifferences, type Difference } from './difference-words.ts'
import { studioText } from './text.ts'

const zh = speaker([uiText, tieringText, policiesText, studioText], 'zh-CN')
const en = speaker([uiText, tieringText, policiesText, studioText], 'en')

const said = (differences: Difference[], say: typeof zh | typeof en = zh): string[] =>
  chaptersOfDifferences(differences, say).flatMap(({ changes }) =>
    changes.map((c) => `${c.item === undefined ? '' : `${c.item} `}${c.label}：${c.before} → ${c.after}`),
  )

const one = (path: string, before: unknown, after: unknown): Difference => ({ path, ruleIds: [], before, after })

describe('differences in words', () => {
  test.each([
    ['CARE-01 cadence', one('care.obligations.CARE-01.every.months', 3, 2), 'CARE-01 周期：每 3 个月 → 每 2 个月'],
    ['an obligation is switched off', one('care.obligations.CARE-02.enabled', true, false), 'CARE-02 启用：开 → 关'],
    [
      'whom it is for',
      one('care.obligations.CARE-31.appliesTo', ['class:KEY', 'tier:CORE'], ['class:KEY']),
      'CARE-31 适用范围：大客户、核心层 → 大客户',
    ],
    ['channels', one('care.obligations.CARE-01.channels', ['PHONE'], ['PHONE', 'VISIT']), 'CARE-01 方式：电话 → 电话、上门'],
    ['SEG-06 a threshold', one('tiering.rfm.m.high', 500000, 5000), '三项得分 · 额度 · 高分，达到：500,000 元 → 5,000 元'],
    ['SEG-15 a cell', one('tiering.table.UPPER-MATURE.tier', 'GENERAL', 'POTENTIAL'), '第二段 × 成熟 层级：一般 → 潜力'],
    ['the window', one('care.window.beforeDays', 7, 10), '按期窗口 · 到期前：7 天 → 10 天'],
    ['a share', one('visits.coverage.percent', 90, 85), '覆盖率 · 目标：90% → 85%'],
    ['the title of the whole', one('title', '旧', '新'), '名称：旧 → 新'],
    ['a new entry', one('care.waive.approver', null, 'UNIT_HEAD'), '免除 · 批准人：（没有写） → 部门负责人'],
    ['working hours', one('complaints.clocks.resolve.days', 15, 10), '时限 · 解决 · 天数：15 天 → 10 天'],
  ])('%s', (_, difference, expected) => expect(said([difference])).toEqual([expected]))

  test('a cadence of another kind is one difference', () => {
    const parts = [
      one('care.obligations.CARE-08.every.each', 'QUARTER', null),
      one('care.obligations.CARE-08.every.times', 1, null),
      one('care.obligations.CARE-08.every.months', null, 2),
    ]
    expect(said(parts)).toEqual(['CARE-08 周期：每季度 1 次 → 每 2 个月'])
  })

  test('an item that one side lacks is one difference', () => {
    const cell = (name: string, value: string) => one(`tiering.table.UPPER-MATURE.${name}`, value, null)
    const parts = [
      cell('band', 'UPPER'),
      cell('stage', 'MATURE'),
      cell('tier', 'GENERAL'),
      cell('origin', 'DEFAULT'),
      cell('rule', 'SEG-15'),
    ]
    expect(said(parts)).toEqual(['第二段 × 成熟 得分与阶段对照：层级 一般，出自 补全建议 → （没有写）'])
  })

  test('in English', () => {
    expect(said([one('care.obligations.CARE-01.every.months', 3, 2)], en)).toEqual(['CARE-01 How often：every 3 months → every 2 months'])
  })

  test('chapters stay in their order, the head has none', () => {
    const chapters = chaptersOfDifferences(
      [one('title', 'a', 'b'), one('tiering.drives', 'RFM_LC', 'SPEND_TENURE'), one('care.horizonDays', 90, 60)],
      zh,
    )
    expect(chapters.map((c) => c.chapter)).toEqual(['', 'tiering', 'care'])
  })
})
