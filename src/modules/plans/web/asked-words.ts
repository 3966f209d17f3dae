import { defineText, type Say } from '../../../core/text.ts'
import type { AskedWords } from '../../../platform/web/screens.ts'

/** The words of a request to approve the plan of a year. */
export const askedText = defineText(
  {
    'approval.kind.ANNUAL_PLAN': '年度维护计划',
    'annual.of': '{year} 年，{unit}',
    'annual.asked.goals': '目标',
    'annual.asked.keyCustomers': '重点客户',
    'annual.asked.actions': '行动',
    'annual.asked.customers': '{count} 家',
    'annual.asked.items': '{count} 项，批准后派成任务',
  },
  {
    'approval.kind.ANNUAL_PLAN': 'Annual plan',
    'annual.of': '{year}, {unit}',
    'annual.asked.goals': 'Goals',
    'annual.asked.keyCustomers': 'Key customers',
    'annual.asked.actions': 'Actions',
    'annual.asked.customers': '{count}',
    'annual.asked.items': '{count}, tasks once approved',
  },
)

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

/** `2027 年，全公司`. */
export const annualWords = (year: unknown, unit: unknown, say: Say): string =>
  say('annual.of', { year, unit: typeof unit === 'string' && unit !== '' ? unit : say('annual.company') })

/** What somebody wants approved: the plan of which year and unit, its goals, and how much it names. */
export const annualAsked: AskedWords = ({ planId, year, unit, goals, keyCustomers, actions }, say) => {
  const told: readonly (readonly [key: string, value: string])[] = [
    ['goals', texts(goals).join('；')],
    ...(Number(keyCustomers) > 0 ? [['keyCustomers', say('annual.asked.customers', { count: keyCustomers })] as const] : []),
    ['actions', say('annual.asked.items', { count: actions })],
  ]
  return {
    what: annualWords(year, unit, say),
    facts: told.map(([key, value]) => ({ key, label: say(`annual.asked.${key}`), value })),
    ...(typeof planId === 'number' ? { to: `/plans/annual?annual=${planId}` } : {}),
  }
}
