import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_TIERS } from '../../tiering/policy/section.ts'
import type { PlanAction } from '../contract.ts'
import { actionIssues, goalsFor, isOver, type KeptAction, mayAimAt, mergeActions, planIssues, resultOf, runs, usualTerms } from './plan.ts'
import type { PlansDocument } from './section.ts'

const today = '2026-11-22'
const care = {
  reminders: { digestAbove: 10 },
  plans: {
    annualDue: '12-31',
    uplift: { appliesTo: ['tier:POTENTIAL'], goal: 'CORE', months: 12 },
    personal: ['class:KEY'],
    strategies: [],
  },
}
const document = { care, tiering: { tiers: DEFAULT_TIERS } } as unknown as PlansDocument

describe('CARE-24 what came of a plan', () => {
  test.each([
    ['CORE', 'CORE', 'REACHED'],
    ['CORE', 'POTENTIAL', 'MISSED'],
    ['POTENTIAL', 'CORE', 'REACHED'],
    ['POTENTIAL', 'GENERAL', 'MISSED'],
    ['CORE', 'CHURN_RISK', 'MISSED'],
    ['CORE', null, 'MISSED'],
    ['CORE', 'OWN_TIER', 'MISSED'],
    [null, 'CORE', null],
  ])('meant for %s, at the end in %s: %s', (goal, after, result) => {
    expect(resultOf(goal, after, DEFAULT_TIERS)).toBe(result)
  })

  test('a tier of the same rank is another tier', () => {
    const tiers = [
      { code: 'GOLD', rank: 1 },
      { code: 'JADE', rank: 1 },
    ]
    expect(resultOf('GOLD', 'JADE', tiers)).toBe('MISSED')
  })

  test.each([
    ['2026-11-22', false],
    ['2026-11-21', true],
    ['2026-12-01', false],
  ])('a plan until %s is over today: %s', (until, over) => expect(isOver(until, today)).toBe(over))
})

describe('CARE-20 an uplift plan', () => {
  test.each([
    ['CORE', ['CORE']],
    ['POTENTIAL', ['CORE', 'POTENTIAL']],
    ['CHURN_RISK', ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK']],
    [null, ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK']],
  ])('from %s may aim at %j', (tier, goals) => {
    expect(goalsFor(tier, DEFAULT_TIERS).map(({ code }) => code)).toEqual(goals)
  })

  test('aims at the policy’s goal for as long as the policy gives; a strategy has no goal', () => {
    expect(usualTerms('UPLIFT', document, today)).toEqual({ goal: 'CORE', from: today, until: '2027-11-22' })
    expect(usualTerms('PERSONAL', document, today)).toEqual({ goal: null, from: today, until: '2027-11-22' })
    expect(usualTerms('UPLIFT', document, '2028-02-29').until).toBe('2029-02-28')
  })

  test.each([
    ['CORE', 'POTENTIAL', 'UPLIFT', true],
    ['CORE', 'CORE', 'UPLIFT', false],
    ['CORE', null, 'UPLIFT', true],
    ['CORE', 'CORE', 'PERSONAL', true],
  ] as const)('to %s from %s as %s may be planned: %s', (goal, tier, kind, may) => {
    expect(mayAimAt(goal, tier, kind).ok).toBe(may)
  })

  test.each([
    ['ACTIVE', true],
    ['ENDED', false],
    ['WITHDRAWN', false],
  ] as const)('that is %s may be changed: %s', (state, may) => expect(runs(state).ok).toBe(may))
})

const action = (what: string, due: string | null = null, personId: number | null = null): PlanAction => ({ what, personId, due })
const about = { kind: 'UPLIFT' as const, tiers: DEFAULT_TIERS, today }
const terms = { goal: 'CORE', from: today, until: '2027-11-21' }
const reasons = (issues: { path: string; reason: string }[]) => issues.map(({ path, reason }) => `${path} ${reason}`)

test.each([
  ['a sound plan', terms, [action('试装'), action('报价', '2026-12-01')], []],
  ['ends before it begins', { ...terms, until: '2026-11-21' }, [], ['until day-before-from']],
  ['is over already', { ...terms, from: '2025-01-01', until: '2026-11-21' }, [], ['until in-the-past']],
  ['lifts to nowhere', { ...terms, goal: null }, [], ['goal missing']],
  ['aims at a tier nobody knows', { ...terms, goal: 'GOLD' }, [], ['goal no-such-tier']],
  ['has an action of yesterday', terms, [action('报价', '2026-11-21')], ['actions.0.due in-the-past']],
  ['has an action after its end', terms, [action('甲'), action('乙', '2027-11-22')], ['actions.1.due after-plan-ends']],
])('CARE-20 %s', (_, given, actions, wrong) => {
  expect(reasons(planIssues(given, actions, about))).toEqual(wrong)
})

test('an action that stood before may have passed', () => {
  const kept = [action('报价', '2026-10-01')]
  expect(actionIssues(kept, { today, until: terms.until, kept })).toEqual([])
})

describe('what becomes of actions on a change', () => {
  const kept = (what: string, taskId: number | null): KeptAction => ({ ...action(what, '2026-12-01', 3), taskId })

  test('those that stay keep their task, tasks of those that went end, new ones have none yet', () => {
    const merged = mergeActions([kept('甲', 1), kept('乙', 2), kept('丙', null)], [action('乙', '2026-12-01', 3), action('丁')])
    expect(merged.actions.map(({ what, taskId }) => [what, taskId])).toEqual([
      ['乙', 2],
      ['丁', null],
    ])
    expect(merged.dropped).toEqual([1])
  })

  test('of two alike each keeps its own', () => {
    const twice = [kept('甲', 1), kept('甲', 2)]
    expect(mergeActions(twice, twice)).toEqual({ actions: twice, dropped: [] })
    expect(mergeActions(twice, twice.slice(0, 1)).dropped).toEqual([2])
  })

  test('no task is lost: each stays with one action or is dropped', () => {
    const some = fc.array(fc.record({ what: fc.constantFrom('甲', '乙', '丙'), taskId: fc.option(fc.nat(3)) }), { maxLength: 6 })
    fc.assert(
      fc.property(some, some, (before, wanted) => {
        const stored = before.map(({ what, taskId }, i) => kept(what, taskId === null ? null : i * 10 + taskId))
        const merged = mergeActions(
          stored,
          wanted.map(({ what }) => action(what, '2026-12-01', 3)),
        )
        const after = [...merged.actions.flatMap(({ taskId }) => taskId ?? []), ...merged.dropped].sort((a, b) => a - b)
        expect(after).toEqual(stored.flatMap(({ taskId }) => taskId ?? []).sort((a, b) => a - b))
        expect(merged.actions.map(({ what }) => what)).toEqual(wanted.map(({ what }) => what))
      }),
    )
  })
})
