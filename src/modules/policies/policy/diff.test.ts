import { expect, test } from 'vitest'
import { policyDiff } from './diff.ts'
import { ruleRegister } from './register.ts'

const rule = (id: string, keys: string[], text = '一句话。') => ({
  id,
  title: '题',
  clause: { document: '《甲》', place: '一' },
  text,
  keys,
})

const policy = {
  id: 'a',
  care: {
    window: { beforeDays: 7, afterDays: 7 },
    obligations: [
      { rule: 'CARE-01', enabled: true },
      { rule: 'CARE-02', enabled: true },
    ],
    rules: [rule('CARE-01', ['care.obligations.CARE-01']), rule('CARE-26', ['care.window', 'kpi.days'])],
  },
  kpi: { days: [15, 30], rules: [rule('ORG-08', ['care.window.afterDays'])] },
}
type Policy = typeof policy

/** The differences after an edit. */
function after(edit: (copy: Policy) => void) {
  const copy = structuredClone(policy)
  edit(copy)
  return policyDiff(policy, copy)
}

test('a policy does not differ from itself, nor from itself with its lists in another order', () => {
  expect(after(() => {})).toEqual([])
  expect(after((copy) => copy.care.obligations.reverse())).toEqual([])
})

test('a changed value names every rule it governs', () => {
  expect(
    after((copy) => {
      copy.care.window.afterDays = 5
    }),
  ).toEqual([{ path: 'care.window.afterDays', before: 7, after: 5, rules: ['CARE-26', 'ORG-08'] }])
})

test('an item of a list is named by its rule', () => {
  expect(
    after((copy) => {
      copy.care.obligations[0]!.enabled = false
    }),
  ).toEqual([{ path: 'care.obligations.CARE-01.enabled', before: true, after: false, rules: ['CARE-01'] }])
})

test('a list of values is one value', () => {
  expect(
    after((copy) => {
      copy.kpi.days = [10, 25]
    }),
  ).toEqual([{ path: 'kpi.days', before: [15, 30], after: [10, 25], rules: ['CARE-26'] }])
})

test('new words of a rule belong to that rule', () => {
  expect(
    after((copy) => {
      copy.care.rules[0]!.text = '另一句。'
    }),
  ).toEqual([{ path: 'care.rules.CARE-01.text', before: '一句话。', after: '另一句。', rules: ['CARE-01'] }])
})

test('what is added or taken away has one side only', () => {
  const changes = after((copy) => {
    copy.care.obligations[1]!.rule = 'CARE-03'
  })
  expect(changes.map(({ path, before, after: now }) => [path, before, now])).toEqual([
    ['care.obligations.CARE-03.rule', undefined, 'CARE-03'],
    ['care.obligations.CARE-03.enabled', undefined, true],
    ['care.obligations.CARE-02.rule', 'CARE-02', undefined],
    ['care.obligations.CARE-02.enabled', true, undefined],
  ])
})

test('the register lists the rules with the values in force', () => {
  expect(ruleRegister(policy).map(({ id, section, parameters }) => ({ id, section, parameters }))).toEqual([
    { id: 'CARE-01', section: 'care', parameters: { 'care.obligations.CARE-01': { rule: 'CARE-01', enabled: true } } },
    { id: 'CARE-26', section: 'care', parameters: { 'care.window': { beforeDays: 7, afterDays: 7 }, 'kpi.days': [15, 30] } },
    { id: 'ORG-08', section: 'kpi', parameters: { 'care.window.afterDays': 7 } },
  ])
})

test('a policy that was never checked is a fault, not an empty register', () => {
  const broken = { care: { rules: [rule('CARE-01', ['care.nothing'])] } }
  expect(() => ruleRegister(broken)).toThrow('care.nothing')
})
