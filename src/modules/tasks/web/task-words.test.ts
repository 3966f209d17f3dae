import { describe, expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { uiText } from '../../../ui/text.ts'
import type { Basis } from '../contract.ts'
import { text } from '../text.ts'
import { periodWords, reckoned, standingWords } from './task-words.ts'
import { tasksText } from './text.ts'
import { whyText } from './why-text.ts'

const say = speaker([uiText, text, tasksText, whyText], 'zh-CN')

describe('how a due day was reckoned, in words', () => {
  test.each<[Basis, Record<string, unknown>, string | null, string[]]>([
    [
      'LAST_DONE',
      { months: 3, lastDueOn: '2026-08-20', lastDoneOn: '2026-08-18' },
      null,
      ['每 3 个月一次。', '上次 08-18 完成，从那天的一期往后推。'],
    ],
    ['LAST_DONE', { days: 30, lastDueOn: '2025-12-30' }, null, ['每 30 天一次。', '上一期 2025-12-30 到期，往后推一个周期。']],
    [
      'FIRST_SPREAD',
      { months: 12, liveOn: '2026-05-22' },
      null,
      ['每 12 个月一次。', '制度 05-22 起执行，首期在一个周期内均匀铺开，轮到这一天。'],
    ],
    ['FIRST_ORDER', { months: 1, firstOrderOn: '2026-10-23' }, null, ['每 1 个月一次。', '首单 10-23，从那天起算。']],
    ['LAST_DONE', { weeks: 2, lastDueOn: '2026-11-08' }, null, ['每 2 周一次。', '上一期 11-08 到期，往后推一个周期。']],
    ['CALENDAR', { each: 'QUARTER' }, '2026Q4', ['每季度 1 次。', '到期日是2026 年第 4 季度最后一个工作日。']],
    [
      'EVENT',
      { eventOn: '2026-11-20', days: 5, clock: 'WORKING', tier: 'CORE', tierBefore: 'POTENTIAL' },
      null,
      ['层级由潜力变为核心。', '11-20 起 5 个工作日内。'],
    ],
    [
      'EVENT',
      { eventOn: '2026-11-23', prepareFrom: '2026-11-16', since: '2024-11-23', years: 2 },
      null,
      ['11-23 是合作 2 周年。', '11-16 起筹备。'],
    ],
    ['EVENT', { eventOn: '2027-02-20', festival: '元宵' }, null, ['2027-02-20 是元宵。']],
    ['EVENT', { somethingNew: true }, null, []],
  ])('%s %j', (basis, facts, period, sentences) => expect(reckoned({ basis, facts, period }, '2026-11-22', say)).toEqual(sentences))
})

test.each([
  ['2026', '2026 年'],
  ['2026H1', '2026 年上半年'],
  ['2026-03', '2026 年 3 月'],
  ['2026Q2-1', '2026 年第 2 季度'],
  ['2026W07', '2026 年第 7 周'],
  [null, '这一期'],
])('the period %s is said as %s', (period, words) => expect(periodWords(period, say)).toBe(words))

test('an open task is overdue the day after its window', () => {
  expect(standingWords({ standing: 'OPEN', windowTo: '2026-11-22' }, '2026-11-22', say)).toBe('待办')
  expect(standingWords({ standing: 'OPEN', windowTo: '2026-11-21' }, '2026-11-22', say)).toBe('已逾期')
})
