import { describe, expect, test } from 'vitest'
import { core, customer, dueDays, key, owedBy, packs, planWith, potential, standardPlan, tasksOf } from '../../../../test/care.ts'
import { dutiesOf } from './duties.ts'
import type { CareFacts, Past } from './facts.ts'

describe('who is owed what (C13, C14)', () => {
  const recurring = (facts: CareFacts) => [
    ...new Set(dutiesOf(standardPlan, facts, [], '2026-01-01', '2026-12-31').owed.map(({ ruleId }) => ruleId)),
  ]
  test.each<[string, CareFacts, string[]]>([
    ['KEY, core tier', key({ tier: 'CORE' }), ['CARE-01', 'CARE-02', 'CARE-31', 'VIS-06', 'MD-13', 'CARE-05']],
    ['KEY without any order', key({ validOrders: 0, firstOrderOn: null }), ['CARE-01', 'CARE-02', 'CARE-21', 'CARE-31', 'VIS-06', 'MD-13']],
    ['ordinary, core tier', core(), ['CARE-03', 'CARE-04', 'CARE-31', 'VIS-05', 'MD-13', 'CARE-05']],
    ['ordinary, potential tier', potential, ['CARE-03', 'CARE-04', 'VIS-05', 'MD-13', 'CARE-08']],
    ['ordinary, general tier', customer(), ['CARE-03', 'CARE-04', 'CARE-21', 'VIS-05', 'MD-13']],
    ['ordinary, new', customer({ stage: 'NEW', tier: 'CHURN_RISK' }), ['CARE-03', 'CARE-04', 'CARE-11', 'VIS-05', 'MD-13']],
    ['lost: winning back takes over', customer({ stage: 'LOST' }), []],
    ['never ordered', customer({ validOrders: 0, firstOrderOn: null }), []],
  ])('%s', (_, facts, rules) => expect(recurring(facts)).toEqual(rules))

  test('the shipped policies differ in the rules they switch on', () => {
    expect(packs.map(({ document }) => document.care.obligations.filter((o) => o.enabled).map((o) => o.rule))).toEqual([
      ['CARE-01', 'CARE-02', 'CARE-03', 'CARE-04', 'CARE-05', 'CARE-08', 'CARE-11', 'CARE-21', 'CARE-31'],
      ['CARE-05', 'CARE-08', 'CARE-11', 'CARE-21', 'CARE-31'].filter((rule) => rule !== 'CARE-21'),
      ['CARE-01', 'CARE-02', 'CARE-03', 'CARE-04'],
    ])
  })
})

describe('CARE-01 to CARE-04, VIS-05, VIS-06 after the last time', () => {
  test.each<[string, string, CareFacts, string]>([
    ['CARE-01 three months, clamped', 'CARE-01', key({ lastMaintenanceOn: '2026-08-31' }), '2026-11-30'],
    ['CARE-02 four months', 'CARE-02', key({ lastProductVisitOn: '2026-08-31' }), '2026-12-31'],
    ['CARE-03 twelve months', 'CARE-03', customer({ lastMaintenanceOn: '2025-12-05' }), '2026-12-05'],
    ['CARE-04 twelve months', 'CARE-04', customer({ lastProductVisitOn: '2026-01-31' }), '2027-01-31'],
    ['VIS-05 six months', 'VIS-05', customer({ lastVisitOn: '2026-06-30' }), '2026-12-30'],
    ['VIS-06 three months', 'VIS-06', key({ lastVisitOn: '2026-11-01' }), '2027-02-01'],
    ['CARE-21 twelve months', 'CARE-21', customer({ lastMaintenanceOn: '2025-12-05' }), '2026-12-05'],
  ])('%s', (_, rule, facts, dueOn) => {
    const [first] = owedBy(rule, standardPlan, facts, [], '2026-11-22', '2027-02-20')
    expect(first).toMatchObject({ dueOn, period: dueOn, basis: 'LAST_DONE', counted: true })
  })

  test('a maintenance done under another rule is a maintenance', () => {
    const past = tasksOf('CARE-03', 'MAINTENANCE', [['2026-10-10', 'DONE', '2026-10-12']])
    expect(dueDays('CARE-01', key({ lastMaintenanceOn: '2026-02-01' }), past, '2026-11-22', '2027-02-20')).toEqual(['2027-01-12'])
  })

  test('a visit with new products recommends them too, a recommendation is no visit', () => {
    const visit = tasksOf('CARE-02', 'PRODUCT_VISIT', [['2026-01-10', 'DONE', '2026-01-12']])
    expect(dueDays('CARE-04', customer(), visit, '2026-11-22', '2027-02-20')).toEqual(['2027-01-12'])
    const mail = tasksOf('CARE-04', 'PRODUCT_RECOMMENDATION', [['2026-10-10', 'DONE', '2026-10-12']])
    expect(owedBy('CARE-02', standardPlan, key(), mail, '2026-11-22', '2027-04-22')[0]?.basis).toBe('FIRST_SPREAD')
  })

  test('a day that has not come yet is no last time', () => {
    expect(owedBy('CARE-01', standardPlan, key({ lastMaintenanceOn: '2062-08-31' }), [], '2026-11-22', '2027-02-20')[0]?.basis).toBe(
      'FIRST_SPREAD',
    )
  })
})

describe('CARE-11 new customers, month by month', () => {
  const plan = planWith(['CARE-11'])
  const fresh = customer({ stage: 'NEW', tier: 'POTENTIAL', firstOrderOn: '2026-08-31', validOrders: 1 })
  const owed = (facts: CareFacts, past: Past[], asOf: string, until: string) =>
    owedBy('CARE-11', plan, facts, past, asOf, until).map(({ dueOn }) => dueOn)

  test('from the first order', () => {
    expect(owed(fresh, [], '2026-09-01', '2026-11-30')).toEqual(['2026-09-30', '2026-10-30', '2026-11-30'])
  })
  test('no more than twelve in all', () => {
    expect(owed(fresh, [], '2026-09-01', '2028-12-31')).toHaveLength(12)
    const ten = tasksOf(
      'CARE-11',
      'FOLLOW_UP',
      Array.from({ length: 10 }, (_, i) => [
        `2026-0${Math.floor(i / 2) + 1}-${i % 2 ? 25 : 10}`,
        'DONE',
        `2026-0${Math.floor(i / 2) + 1}-${i % 2 ? 25 : 10}`,
      ]),
    )
    expect(owed(fresh, ten, '2026-06-01', '2027-12-31')).toHaveLength(2)
    const twelve = tasksOf(
      'CARE-11',
      'FOLLOW_UP',
      Array.from({ length: 12 }, (_, i) => [`2026-05-${10 + i}`, i % 2 ? 'WAIVED' : 'OPEN']),
    )
    expect(owed(fresh, twelve, '2026-06-01', '2027-12-31')).toEqual([])
  })
  test('no more once it is no new customer', () => {
    expect(owed({ ...fresh, stage: 'GROWTH' }, [], '2026-09-01', '2026-11-30')).toEqual([])
  })
})

describe('CARE-31 and MD-13 follow what is recorded, task or no task', () => {
  test('CARE-31 thirty days after the last contact, as a reminder that is not counted', () => {
    const facts = key({ lastContactOn: '2026-11-20', lastMaintenanceOn: '2026-08-31' })
    expect(owedBy('CARE-31', standardPlan, facts, [], '2026-11-22', '2027-02-20').map(({ dueOn, counted }) => [dueOn, counted])).toEqual([
      ['2026-12-20', false],
      ['2027-01-19', false],
      ['2027-02-18', false],
    ])
  })

  test('CARE-31 a contact moves what is planned, an earlier one does not', () => {
    const past = tasksOf('CARE-31', 'CONTACT', [
      ['2026-11-10', 'DONE', '2026-11-11'],
      ['2026-12-10', 'OPEN'],
    ])
    const next = (lastContactOn: string) =>
      owedBy('CARE-31', standardPlan, key({ lastContactOn }), past, '2026-11-25', '2026-12-31')[0]?.dueOn
    expect([next('2026-11-05'), next('2026-11-24')]).toEqual(['2026-12-10', '2026-12-24'])
  })

  test('CARE-31 two contacts on one day, both closing a reminder: the next is no second time the same day', () => {
    const past = tasksOf('CARE-31', 'CONTACT', [
      ['2026-12-01', 'DONE', '2026-11-22'],
      ['2026-12-22', 'DONE', '2026-11-22'],
    ])
    expect(owedBy('CARE-31', standardPlan, key(), past, '2026-11-22', '2027-01-10')[0]?.dueOn).toBe('2026-12-23')
  })

  test.each<[string, CareFacts, string]>([
    ['key accounts after 90 days', key({ verifiedOn: '2026-10-01' }), '2026-12-30'],
    ['the core tier after 90 days', core({ verifiedOn: '2026-10-01' }), '2026-12-30'],
    ['others after 180 days', customer({ verifiedOn: '2026-07-01' }), '2026-12-28'],
  ])('MD-13 %s', (_, facts, dueOn) => {
    expect(owedBy('MD-13', standardPlan, facts, [], '2026-11-22', '2027-01-20')).toMatchObject([{ kind: 'VERIFY', dueOn, counted: false }])
  })

  test('MD-13 verified within the window: still from the day of verification', () => {
    const past = tasksOf('MD-13', 'VERIFY', [['2026-11-20', 'DONE', '2026-11-22']])
    expect(dueDays('MD-13', core({ verifiedOn: '2026-11-22' }), past, '2026-11-22', '2027-02-20')).toEqual(['2027-02-20'])
  })
})
