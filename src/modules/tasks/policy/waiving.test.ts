import { describe, expect, test } from 'vitest'
import { packSource } from '../../policies/actions/publishing.ts'
import { readWholePolicy } from '../../policies/policy/whole.ts'
import { tieringSection } from '../../tiering/policy/section.ts'
import { ruleAsksOf } from './rule.ts'
import { type WaiveAsking, waiveApproverOf, waiveIssues, waiveReason } from './waiving.ts'

const read = readWholePolicy(packSource('rfm-lifecycle'), [{ key: 'tiering', schema: tieringSection }])
if (!read.readable) throw new Error('the shipped policy cannot be read')
const policy = read.document

describe('CARE-04 without a new product, whoever does it may release itself; otherwise it is asked', () => {
  test.each<[string, string, WaiveAsking, string[]]>([
    ['no new product', 'CARE-04', { ground: '没有新品', reason: '' }, []],
    ['no new product, with more words', 'CARE-04', { ground: '没有新品', reason: '今年停产换代' }, []],
    ['another case', 'CARE-04', { ground: '没有时间', reason: '' }, ['ground not-one-of']],
    ['no case, with a reason', 'CARE-04', { ground: null, reason: '客户停业装修' }, []],
    ['neither', 'CARE-04', { ground: null, reason: '' }, ['reason missing']],
    ['the case of another rule', 'CARE-03', { ground: '没有新品', reason: '' }, ['ground not-one-of']],
    ['no case, of a rule without any', 'CARE-01', { ground: null, reason: '客户停业装修' }, []],
  ])('%s: %s', (_, rule, asking, expected) => {
    expect(waiveIssues(asking, ruleAsksOf(policy, rule)).map((i) => `${i.path} ${i.reason}`)).toEqual(expected)
  })

  test('what somebody set themselves names no case', () => {
    expect(waiveIssues({ ground: '没有新品', reason: '' }, null)).toMatchObject([{ path: 'ground', reason: 'not-one-of' }])
  })
})

test.each<[WaiveAsking, string]>([
  [{ ground: null, reason: '客户停业装修' }, '客户停业装修'],
  [{ ground: '没有新品', reason: '' }, '没有新品'],
  [{ ground: '没有新品', reason: '没有新品' }, '没有新品'],
  [{ ground: '没有新品', reason: '今年停产换代' }, '没有新品：今年停产换代'],
])('%j stays on record as %s', (asking, reason) => expect(waiveReason(asking)).toBe(reason))

test.each<[string, object, string]>([
  ['the shipped policy', policy, 'UNIT_HEAD'],
  ['one that names the branch head', { care: { waive: { approver: 'BRANCH_HEAD' } } }, 'BRANCH_HEAD'],
  ['one that says nothing', { care: {} }, 'UNIT_HEAD'],
])('who decides on a release by %s', (_, document, post) => expect(waiveApproverOf(document)).toBe(post))
