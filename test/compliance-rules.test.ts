import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as compliance from '../src/modules/compliance/contract.ts'
import { claimsOn, executionOf } from '../src/modules/compliance/policy/execution.ts'
import { policyRules, registerOf } from '../src/modules/compliance/policy.ts'
import { createCustomer, listCustomers } from '../src/modules/customers/contract.ts'
import { logInteraction } from '../src/modules/interactions/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { checkPolicy, packIds, publishPolicy } from '../src/modules/policies/contract.ts'
import { distribution, startRun } from '../src/modules/tiering/contract.ts'
import { buildHouse, type RuleEvidence } from '../src/platform/house.ts'
import { testOffice } from './office.ts'
import { duty, plan, refusal, taskTown } from './tasks.ts'

const office = await testOffice()
let town: Awaited<ReturnType<typeof taskTown>>

beforeAll(async () => {
  town = await taskTown(office)
})

const packOf = (id: string): object => parse(readFileSync(new URL(`../policies/${id}.zh.yaml`, import.meta.url), 'utf8'))
const period = { from: '2026-10-01', until: '2026-12-31' }
const rule = (ruleId: string) => office.call(compliance.ruleCompliance, { ruleId, ...period })
const figure = (reply: Awaited<ReturnType<typeof rule>>, word: string) => reply.evidence?.lines.find((line) => line.word === word)?.value

describe.each(packIds)('the register of %s', (id) => {
  const register = registerOf(packOf(id))
  const owing = new Set(policyRules(packOf(id)).map(({ ruleId }) => ruleId))

  test('each rule falls into exactly one class: duties, evidence, executed elsewhere, a setting, not or not wholly executed', () => {
    const claims = register.map((entry) => {
      const brought = { owesDuties: owing.has(entry.id), hasEvidence: office.house.evidence.has(entry.id) }
      return [entry.id, claimsOn(entry, brought).map(({ kind, place }) => place ?? kind)] as const
    })
    expect(claims.filter(([, kinds]) => kinds.length !== 1)).toEqual([])
    expect(new Set(claims.flatMap(([, kinds]) => kinds)).size).toBeGreaterThan(8)
  })

  test('whoever offers evidence offers it for rules of the register', () => {
    const ids = new Set(register.map((entry) => entry.id))
    expect([...office.house.evidence.keys()].filter((ruleId) => !ids.has(ruleId))).toEqual([])
  })
})

describe('a rule nobody wrote down, of a register of the company', () => {
  const nothing = { owesDuties: false, hasEvidence: false }
  const own = { id: 'OWN-01', section: 'care', keys: ['care.window'] }
  test('is a setting where another rule uses its parameter', () => {
    const other = { id: 'CARE-26', section: 'care', keys: ['care.window.afterDays'] }
    expect(executionOf(own, nothing, [own, other]).kind).toBe('SETTING')
  })
  test('is executed by nobody otherwise', () => {
    expect(executionOf(own, nothing, [own, { id: 'CARE-01', section: 'care', keys: ['care.windows'] }]).kind).toBe('NOT_YET')
  })
})

test('two rooms that answer for one rule are a fault', () => {
  const evidence: RuleEvidence = { rules: ['DQ-05'], read: async () => ({ asked: null, kept: null, lines: [], to: null }) }
  const room = { name: 'attic', actions: [], texts: { 'zh-CN': {}, en: {} }, evidence: [evidence] }
  expect(() => buildHouse([...office.house.modules, room], office.house.identify)).toThrow('DQ-05')
})

describe('every rule of the register has a page', () => {
  test('each id answers, with its values in force and how it is executed', async () => {
    for (const entry of registerOf(packOf('rfm-lifecycle'))) {
      const reply = await rule(entry.id)
      const { title, text, clause, section } = entry
      expect(reply.rule, entry.id).toMatchObject({ ruleId: entry.id, title, text, clause, section })
      expect(Object.keys(reply.rule.parameters)).toEqual([...entry.keys])
      expect(reply.evidence !== null).toBe(office.house.evidence.has(entry.id))
      if (reply.rule.execution.kind !== 'DUTIES') expect(reply.rule).toMatchObject({ owed: 0, ahead: 0, share: null })
      for (const { word, label } of reply.evidence?.lines ?? []) expect(label, `${entry.id} ${word}`).not.toBe(word.split('.').at(-1))
    }
  })

  test.each([
    ['CARE-01', 'DUTIES', null],
    ['DQ-05', 'EVIDENCE', null],
    ['SEG-21', 'ELSEWHERE', '/policies'],
    ['KA-10', 'SETTING', null],
    ['SEC-01', 'PARTLY', null],
    ['CMP-01', 'NOT_YET', null],
    ['EVT-03', 'NOT_YET', null],
    ['CARE-22', 'NOT_YET', null],
  ])('%s: %s', async (ruleId, kind, to) => expect((await rule(ruleId)).rule.execution).toMatchObject({ kind, to }))

  test('the rules that share its parameters', async () => {
    const { sharedWith } = (await rule('KA-10')).rule
    expect(sharedWith.map(({ ruleId }) => ruleId)).toEqual(['KA-08', 'KA-09'])
  })

  test('a period is at most 20 years, for every figure is told month by month', async () => {
    const asked = { from: '0001-01-01', until: '9999-12-31' }
    for (const work of [
      office.call(compliance.overview, asked),
      office.call(compliance.otherRules, asked),
      office.call(compliance.ruleCompliance, { ruleId: 'CARE-01', ...asked }),
    ])
      expect(await refusal(work)).toBe('invalid invalid-input until:period-too-long')
    expect((await office.call(compliance.overview, { from: '2010-01-01', until: '2029-12-31' })).rules[0]?.byMonth).toHaveLength(240)
  })

  test('a rule of the past that still has duties answers; one nobody ever knew does not', async () => {
    await plan(office, [duty(town.haitang.id, '2026-11-10', { ruleId: 'OLD-07' })])
    expect(await rule('OLD-07')).toMatchObject({
      rule: { section: null, parameters: {}, owed: 1, execution: { kind: 'DUTIES' } },
      evidence: null,
    })
    await expect(rule('OLD-08')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('those without duties are listed with what shows them, those with duties are not', async () => {
    const { rules } = await office.call(compliance.otherRules, period)
    const listed = new Map(rules.map((r) => [r.ruleId, r]))
    const { rules: owing } = await office.call(compliance.overview, period)
    const register = registerOf(packOf('rfm-lifecycle')).map(({ id }) => id)
    expect([...listed.keys()].filter((id) => owing.some((o) => o.ruleId === id))).toEqual([])
    expect([...listed.keys(), ...owing.map((o) => o.ruleId)].filter((id) => id !== 'OLD-07').sort()).toEqual([...register].sort())
    for (const ruleId of ['DQ-05', 'SEG-03', 'CARE-26', 'CMP-01']) {
      const { rule: shown, evidence } = await rule(ruleId)
      expect(listed.get(ruleId)).toMatchObject({ execution: shown.execution, evidence })
    }
  })
})

describe('evidence is what a plain count gives', () => {
  test('DQ-05 key fields filled of those asked for, and customers without a gap', async () => {
    await office.call(createCustomer, { name: '成都天府机电', industryCode: '34', sizeClass: 'SMALL', address: '天府大道 1 号' })
    const rows = await office.sql<{ asked: number; kept: number; whole: number; all: number }>(
      `select sum(required_fields)::int as asked, sum(filled_fields)::int as kept, count(*)::int as all,
         count(*) filter (where missing_fields = '{}')::int as whole from customer`,
    )
    const reply = await rule('DQ-05')
    expect(reply.evidence).toMatchObject({
      asked: rows[0]?.asked,
      kept: rows[0]?.kept,
      share: (rows[0]?.kept ?? 0) / (rows[0]?.asked ?? 1),
    })
    expect([figure(reply, 'customers'), figure(reply, 'complete-customers')]).toEqual([rows[0]?.all, rows[0]?.whole])
    expect(figure(reply, 'target-percent')).toBe(95)
  })

  test('SEG-03 SEG-09 TAG-14 customers by stage, tier and tag are those of the distribution', async () => {
    const { jobId } = await office.call(startRun, {})
    await office.runJob(jobId)
    const { counts } = await office.call(distribution, {})
    const sum = (fits: (c: (typeof counts)[number]) => boolean) => counts.filter(fits).reduce((n, c) => n + c.customers, 0)
    const stages = await rule('SEG-03')
    for (const stage of ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'])
      expect(figure(stages, `stage.${stage}`), stage).toBe(sum((c) => c.stage === stage))
    const tiers = await rule('SEG-09')
    for (const tier of ['CORE', 'POTENTIAL', 'GENERAL', 'CHURN_RISK'])
      expect(figure(tiers, `tier.${tier}`)).toBe(sum((c) => c.tier === tier))
    expect(figure(tiers, 'assessed')).toBe(sum(() => true))
    expect(sum(() => true)).toBe((await office.call(listCustomers, {})).rows.length)
    // Nobody has ordered: all are prospects, none is asleep.
    expect([figure(await rule('TAG-14'), 'tag.PROSPECT'), figure(await rule('TAG-14'), 'tag.DORMANT')]).toEqual([sum(() => true), 0])
    expect((await rule('SEG-09')).evidence).toMatchObject({ asked: null, kept: null, share: null, to: '/tiers', ofNow: true })
  })

  test('SEG-03 whoever sees one branch counts its customers', async () => {
    const reply = await office.call(compliance.ruleCompliance, { ruleId: 'SEG-03', ...period }, await town.as('lu'))
    expect(reply.evidence?.lines.reduce((n, { value }) => n + Number(value), 0)).toBe(2)
  })

  test('CARE-30 CARE-32 CARE-34 contacts of the period by channel and by who began them; notes are none', async () => {
    const visit = { plan: 'P1', place: '厂区', operation: '两班', feedback: '好', answers: '已答' }
    const log = (channel: 'PHONE' | 'VISIT' | 'NOTE', direction: 'IN' | 'OUT' = 'OUT', happenedAt?: string) =>
      office.call(logInteraction, {
        ...{ customerId: town.haitang.id, channel, direction, text: '联系', visit: channel === 'VISIT' ? visit : null },
        ...(happenedAt === undefined ? {} : { happenedAt }),
      })
    await log('PHONE')
    await log('PHONE', 'IN')
    await log('NOTE')
    await log('VISIT')
    const { id } = await log('VISIT')
    // A visit of the quarter before, on its last evening in China.
    await log('VISIT', 'OUT', '2026-09-30T15:59:00Z')
    await office.sql("update interaction set visit_place = '' where id = $1", [id])
    const channels = await rule('CARE-30')
    expect(['contacts', 'channel.PHONE', 'channel.VISIT', 'channel.SMS'].map((word) => figure(channels, word))).toEqual([4, 2, 2, 0])
    const begun = await rule('CARE-32')
    expect([figure(begun, 'begun-by-us'), figure(begun, 'begun-by-them')]).toEqual([3, 1])
    expect((await rule('CARE-34')).evidence).toMatchObject({ asked: 2, kept: 1, share: 0.5, ofNow: false })
  })

  test('EVT-04 days that matter, planned at least seven days before', async () => {
    // Planned on 2026-11-22: seven days ahead is in time, six is not.
    const days = ['2026-11-29', '2026-11-28', '2026-12-20', '2027-01-02']
    const gift = { ruleId: 'EVT-01', kind: 'GIFT' }
    await plan(
      office,
      days.map((day) => duty(town.baichuan.id, day, { ...gift, windowFrom: '2026-11-01', windowTo: day })),
    )
    const reply = await rule('EVT-04')
    expect(reply.evidence).toMatchObject({ asked: 3, kept: 2 })
    expect([figure(reply, 'lead-days'), figure(reply, 'prepared-late')]).toEqual([7, 1])
  })

  test('C12 of the follow-up visits done those that served another duty in one appointment', async () => {
    const visits = ['2026-11-03', '2026-11-04'].map((day) => duty(town.yunlu.id, day, { ruleId: 'VIS-06', kind: 'FOLLOW_UP_VISIT' }))
    const [alone, shared, other] = await plan(office, [...visits, duty(town.yunlu.id, '2026-11-05')])
    await office.sql(
      "update task set state = 'DONE', done_on = '2026-11-05', interaction_id = case id when $1 then 901 else 902 end where id = any($2)",
      [alone, [alone, shared, other]],
    )
    const reply = await rule('VIS-06')
    expect([figure(reply, 'visits-done'), figure(reply, 'visits-shared')]).toEqual([2, 1])
    expect(reply.rule.execution.kind).toBe('DUTIES')
  })

  test('CARE-26 VIS-13 the share of all rules together, and coverage, as their own screens have them', async () => {
    const { total } = await office.call(compliance.overview, period)
    const { onTime, late, openLate } = total
    expect((await rule('CARE-26')).evidence).toMatchObject({ asked: onTime + late + openLate, kept: onTime, share: total.share })
    const { customers, visited, share } = await office.call(compliance.coverage, { ...period })
    expect((await rule('VIS-13')).evidence).toMatchObject({ asked: customers, kept: visited, share })
  })

  test('CARE-16 CARE-19 how often a year each tier is looked after', async () => {
    expect((await rule('CARE-16')).evidence).toMatchObject({ asked: 4, kept: 4 })
    const reply = await rule('CARE-19')
    expect(reply.evidence).toMatchObject({ asked: 3, kept: 3 })
    expect(['CORE', 'POTENTIAL', 'GENERAL'].map((tier) => figure(reply, `yearly.${tier}`))).toEqual([17.2, 8, 5])
  })
})

describe('publishing refuses what the policy itself forbids', () => {
  const standard = packSource('rfm-lifecycle')

  test('CARE-19 another tier looked after more often than the core', async () => {
    const source = standard.replace('every: { each: QUARTER, times: 1 }', 'every: { each: MONTH, times: 2 }')
    expect(source).not.toBe(standard)
    const { sound, findings } = await office.call(checkPolicy, { source })
    expect(sound).toBe(false)
    expect(findings.map(({ path, reason, message }) => [path, reason, message])).toEqual([
      ['care.obligations', 'core-not-first', '核心客户每年维护 17.17 次，少于潜力客户的 28 次。多出的是：潜力客户季度线上回访'],
    ])
    expect(await refusal(office.call(publishPolicy, { source }))).toBe('refused policy-not-sound care.obligations:policy.core-not-first')
  })

  test.each([
    ['2 months', 'every: { months: 2 }', 'visits.obligations.0.every'],
    ['7 months', 'every: { months: 7 }', 'visits.obligations.0.every'],
    ['26 weeks', 'every: { weeks: 26 }', 'visits.obligations.0.every'],
  ])('VIS-04 a periodic visit every %s lies outside 3 to 6 months', async (_, every, path) => {
    const source = standard.replace(/(rule: VIS-05\n(?: {6}.*\n)*? {6})every: \{ months: 6 \}/, `$1${every}`)
    expect(source).not.toBe(standard)
    const { findings } = await office.call(checkPolicy, { source })
    expect(findings.map((f) => [f.path, f.reason, f.message])).toEqual([[path, 'cadence-out-of-bounds', '周期不在允许的范围内']])
    expect(await refusal(office.call(publishPolicy, { source }))).toBe(`invalid policy-not-readable ${path}:policy.cadence-out-of-bounds`)
  })

  test.each([3, 4, 6])('VIS-04 every %i months may be published', async (months) => {
    const source = standard.replace(/(rule: VIS-05\n(?: {6}.*\n)*? {6})every: \{ months: 6 \}/, `$1every: { months: ${months} }`)
    expect((await office.call(checkPolicy, { source })).findings).toEqual([])
  })
})
