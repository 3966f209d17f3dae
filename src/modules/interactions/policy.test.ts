import { describe, expect, test } from 'vitest'
import type { Channel, VisitRecord } from './contract.ts'
import { type ContactFields, type ContactSections, contactIssues, contactRules, mayCorrect } from './policy.ts'

const now = new Date('2026-11-22T10:00:00+08:00')
const visit: VisitRecord = {
  plan: 'HF-2026-118',
  place: '宁波北仑厂区',
  operation: '两班生产',
  feedback: '希望交期更快',
  answers: '已说明排产',
}
const call: ContactFields = { channel: 'PHONE', happenedAt: now, needs: [], worries: [], visit: null }

const policy = (contact: Partial<ContactSections['care']['contact']> = {}): ContactSections => ({
  care: {
    contact: {
      channels: ['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS'],
      onsiteFields: ['PLAN', 'PLACE', 'OPERATION', 'FEEDBACK', 'ANSWERS'],
      ...contact,
    },
  },
  customers: { tags: { services: ['AFTER_SALES', 'CUSTOMISATION', 'NIGHT_SHIFT'] } },
  surveys: { vocabulary: { appeals: ['AFTER_SALES_GUARANTEE'], pains: ['SLOW_RESPONSE', 'WRONG_INVOICE'], latent: ['RESOURCE_MATCHING'] } },
})

const objections = (fields: Partial<ContactFields>, rules = contactRules(policy())) =>
  contactIssues({ ...call, ...fields }, rules, now).map(({ path, reason }) => `${path} ${reason}`)

describe('CARE-30 the channels of a contact', () => {
  test.each<[Channel]>([['PHONE'], ['EMAIL'], ['IM'], ['VIDEO'], ['SMS'], ['NOTE']])('%s is one, with or without a policy', (channel) => {
    expect(objections({ channel })).toEqual([])
    expect(objections({ channel }, contactRules(undefined))).toEqual([])
  })

  test('one the policy leaves out is refused; a note always stands', () => {
    const rules = contactRules(policy({ channels: ['PHONE'] }))
    expect(objections({ channel: 'SMS' }, rules)).toEqual(['channel channel-not-in-policy'])
    expect(objections({ channel: 'NOTE' }, rules)).toEqual([])
  })

  test('nothing has happened in the future', () => {
    expect(objections({ happenedAt: new Date(now.getTime() + 1000) })).toEqual(['happenedAt in-the-future'])
  })
})

describe('CARE-34 the record of a visit', () => {
  test.each<[string, VisitRecord | null, string[]]>([
    ['complete', visit, []],
    ['without a place', { ...visit, place: null }, ['visit.place missing']],
    ['with an empty answer', { ...visit, answers: '' }, ['visit.answers missing']],
    ['missing', null, ['plan', 'place', 'operation', 'feedback', 'answers'].map((f) => `visit.${f} missing`)],
  ])('%s', (_, record, expected) => expect(objections({ channel: 'VISIT', visit: record })).toEqual(expected))

  test('asks for what the policy names, no more', () => {
    const rules = contactRules(policy({ onsiteFields: ['PLACE'] }))
    expect(objections({ channel: 'VISIT', visit: { ...visit, plan: null, answers: null } }, rules)).toEqual([])
    expect(objections({ channel: 'VISIT', visit: { ...visit, place: null } }, rules)).toEqual(['visit.place missing'])
  })

  test('a call has none', () => expect(objections({ visit })).toEqual(['visit only-of-a-visit']))
})

describe('DQ-08 TAG-12 needs and worries are said in controlled words', () => {
  test.each<[string, 'needs' | 'worries', string, boolean]>([
    ['a shipped need', 'needs', 'NEED_TRAINING', true],
    ['a service the company added', 'needs', 'NEED_NIGHT_SHIFT', true],
    ['a worry the company added', 'worries', 'WORRY_WRONG_INVOICE', true],
    ['a worry under needs', 'needs', 'WORRY_SLOW_RESPONSE', false],
    ['words of one’s own', 'needs', '想要便宜点', false],
  ])('%s', (_, field, word, known) => expect(objections({ [field]: [word] }).length === 0).toBe(known))

  test('a policy only adds words, and calls the same need by the same tag', () => {
    const [shipped, ours] = [contactRules(undefined), contactRules(policy())]
    expect(ours.needs).toEqual([...shipped.needs, 'NEED_NIGHT_SHIFT'])
    expect(ours.worries).toEqual([...shipped.worries, 'WORRY_WRONG_INVOICE'])
  })
})

test.each([
  ['one’s own of this morning', 7, '2026-11-22T00:00:00+08:00', 'allowed'],
  ['one’s own of last night', 7, '2026-11-21T23:59:00+08:00', 'interaction-day-over'],
  ['somebody else’s of this morning', 8, '2026-11-22T09:00:00+08:00', 'interaction-not-yours'],
  ['one the system wrote', null, '2026-11-22T09:00:00+08:00', 'interaction-not-yours'],
])('who may correct a record: %s', (_, loggedById, loggedAt, expected) => {
  const answer = mayCorrect({ loggedById, loggedAt: new Date(loggedAt) }, 7, now)
  expect(answer.ok ? 'allowed' : answer.rule).toBe(expected)
})
