import { expect, test } from 'vitest'
import { matrixOf, movementOf, tierOrder } from './matrix.ts'

test('the shipped tiers come in their order, those a policy invented after them', () => {
  expect(tierOrder(['CHURN_RISK', 'VIP', 'CORE', 'A', 'CORE', 'NEW'])).toEqual(['CORE', 'NEW', 'CHURN_RISK', 'A', 'VIP'])
})

test('counts add up by tier, by stage and altogether', () => {
  const { rows, columns, total } = matrixOf([
    { tier: 'CORE', stage: 'MATURE', customers: 41 },
    { tier: 'GENERAL', stage: 'MATURE', customers: 97 },
    { tier: 'GENERAL', stage: 'NEW', customers: 38 },
  ])
  expect(rows.map((r) => [r.tier, r.total])).toEqual([
    ['CORE', 41],
    ['GENERAL', 135],
  ])
  expect([columns.get('MATURE'), columns.get('NEW'), total]).toEqual([138, 38, 176])
})

test('who stayed stands on the diagonal, who is new comes from nowhere', () => {
  const { tiers, at, entered, moved } = movementOf(
    [
      { from: 'GENERAL', to: 'POTENTIAL', customers: 3 },
      { from: null, to: 'NEW', customers: 5 },
    ],
    [{ tier: 'CORE', customers: 40 }],
  )
  expect(tiers).toEqual(['CORE', 'POTENTIAL', 'GENERAL', 'NEW'])
  expect([at('CORE', 'CORE'), at('GENERAL', 'POTENTIAL'), at(null, 'NEW'), at('CORE', 'GENERAL')]).toEqual([40, 3, 5, 0])
  expect([entered, moved.length]).toEqual([true, 1])
})
