import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defaultWorkingTime } from '../src/core/calendar/work-calendar.ts'
import { isHan, simplified } from '../src/core/chinese.ts'
import { configurationKeys } from '../src/modules/policies/policy/configuration-keys.ts'
import { leaves, policyDiff } from '../src/modules/policies/policy/diff.ts'
import { policyDocument, sectionNames } from '../src/modules/policies/policy/document.ts'
import { parsePolicy } from '../src/modules/policies/policy/parse.ts'
import { isPlain, isWithin, valueAt } from '../src/modules/policies/policy/paths.ts'
import { ruleRegister } from '../src/modules/policies/policy/register.ts'
import { laterSections } from '../src/modules/policies/policy/sections/later.ts'
import { workingTimeOf } from '../src/modules/policies/policy/sections/working-time.ts'
import { tieringSection } from '../src/modules/tiering/policy/section.ts'
import { STANDARD_TIERING } from '../src/modules/tiering/policy/standard.ts'

const root = join(import.meta.dirname, '..')
const shared = join(root, '../shared')
const packNames = ['rfm-lifecycle', 'spend-tenure', 'key-ordinary'] as const
type PackName = (typeof packNames)[number]

const schema = policyDocument({ ...laterSections, tiering: tieringSection })
const source = (name: PackName): string => readFileSync(join(root, 'policies', `${name}.zh.yaml`), 'utf8')

function pack(name: PackName) {
  const parsed = parsePolicy(source(name), schema)
  if (!parsed.ok) throw new Error(`${name} is refused: ${JSON.stringify(parsed.problems)}`)
  return parsed.document
}
const packs = { 'rfm-lifecycle': pack('rfm-lifecycle'), 'spend-tenure': pack('spend-tenure'), 'key-ordinary': pack('key-ordinary') }
const standard = packs['rfm-lifecycle']

/** Why a rule of the written sources is no rule of a policy. */
const leftOut: Readonly<Record<string, string>> = {
  'BIZ-04': 'a quality of negotiating that no record can show',
  'CARE-33': 'a manner of speaking that no record can show',
  'MD-10': 'an example of a customer, used as a test case',
  'MD-15': 'the list of duties; each stands as rules of its own',
  'MD-17': 'the name of an organisation: data of the organisation room',
  'RPT-09': 'a wish; measured by satisfaction and loyalty, which are rules of their own',
  'RPT-10': 'a property of the product: every figure comes from the one database',
  'SEC-02': 'a manner of speaking that no record can show',
  'SEC-04': 'an attitude of people that no record can show',
  'SEC-05': "people's own learning, outside of keeping customers",
  'SEC-06': "people's own team activities, outside of keeping customers",
}

/** The keys of the written rules: their appendix, and what the review of the rulings added. */
const writtenKeys = [
  'tierModel', 'spendTenure.mode', 'rfm.r.high', 'rfm.r.mid', 'rfm.f.window', 'rfm.f.high', 'rfm.f.mid', 'rfm.m.high', 'rfm.m.mid',
  'rfm.scores', 'tier.bands', 'lc.lost', 'lc.decline', 'lc.growth', 'tag.freq.high', 'tag.freq.low', 'tag.value', 'tag.active',
  'tag.risk.drop', 'dq.completeness', 'care.key.maint', 'care.key.promoVisit', 'care.general.maint', 'care.general.promo', 'visit.key',
  'visit.general', 'visit.bounds', 'visit.window', 'visit.realtime.due', 'visit.coverage.core', 'care.new.followup',
  'care.potential.visit', 'discount.potential.repeat', 'event.leadDays', 'summit.leadMonths', 'sla.firstResponse.new',
  'sla.firstResponse.other', 'sla.proposal', 'sla.resolve', 'sla.followup', 'cmp.major.repeat', 'cmp.major.notify', 'cmp.case.due',
  'cmp.retention', 'csat.target', 'promoter.target', 'perception.target', 'churn.target', 'repurchase.target', 'newbiz.target',
  'clv.target', 'needTag.target', 'survey.coverage', 'budget.split', 'report.monthly.day', 'ops.upload.days', 'ops.mailbox',
  'penalty.key.multiplier', 'workCalendar',
  'lc.gapDefault', 'tag.risk.minBase', 'care.appliesTo', 'care.horizon', 'care.window', 'winback.minAmount',
] // biome-ignore format: a list

describe.each(packNames)('the pack %s', (name) => {
  test('is read whole, under its own name', () => {
    expect(packs[name].id).toBe(name)
    expect(Object.keys(packs[name]).sort()).toEqual(['schema', 'id', 'title', 'zone', 'summary', ...sectionNames].sort())
  })

  test('SEG-15 has one cell for every band and stage', () => {
    const cells = packs[name].tiering.table.map(({ band, stage }) => `${band}-${stage}`)
    const all = ['TOP', 'UPPER', 'MIDDLE', 'BOTTOM'].flatMap((b) => ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'].map((s) => `${b}-${s}`))
    expect([...cells].sort()).toEqual(all.sort())
  })

  test('holds a value at the path of every configuration key', () => {
    expect(configurationKeys.filter(({ path }) => !valueAt(packs[name], path)).map(({ key }) => key)).toEqual([])
  })

  test('gives every obligation, entitlement, occasion and team post a rule that stands in it', () => {
    const known = new Set(ruleRegister(packs[name]).map(({ id }) => id))
    const { care, visits, tiering } = packs[name]
    const named = [care.obligations, care.entitlements, care.occasions, care.team, visits.obligations, tiering.table].flat()
    expect(named.filter(({ rule }) => !known.has(rule))).toEqual([])
  })
})

test('the folder holds these packs and nothing else', () => {
  expect(readdirSync(join(root, 'policies')).sort()).toEqual(packNames.map((name) => `${name}.zh.yaml`).sort())
})

describe('the configuration keys', () => {
  const keys = configurationKeys.map(({ key }) => key)

  test('cover every key of the written rules, each once', () => {
    expect(writtenKeys.filter((written) => !keys.some((key) => isWithin(key, written)))).toEqual([])
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(configurationKeys.map(({ path }) => path)).size).toBe(keys.length)
  })

  test.each(configurationKeys)('$key has its default in the default pack: $path', ({ path, default: value }) => {
    expect(valueAt(standard, path)).toEqual({ value })
  })

  const register = ruleRegister(standard)
  test.each(configurationKeys)('$key is governed by $ruleId', ({ path, ruleId }) => {
    const rule = register.find(({ id }) => id === ruleId)
    expect(rule?.keys.some((key) => isWithin(path, key) || isWithin(key, path))).toBe(true)
  })
})

describe('the packs differ only in what decides the tier and in the obligations that are on', () => {
  const changes = (name: PackName) =>
    policyDiff(standard, packs[name])
      .filter(({ path }) => !['id', 'title', 'summary'].includes(path))
      .map(({ path, before, after }) => [path, before, after])

  test('spend-tenure', () => {
    expect(changes('spend-tenure')).toEqual([
      ['care.obligations.CARE-01.enabled', true, false],
      ['care.obligations.CARE-02.enabled', true, false],
      ['care.obligations.CARE-03.enabled', true, false],
      ['care.obligations.CARE-04.enabled', true, false],
      ['care.obligations.CARE-21.enabled', true, false],
      ['tiering.drives', 'RFM_LC', 'SPEND_TENURE'],
    ])
  })

  test('key-ordinary', () => {
    expect(changes('key-ordinary')).toEqual([
      ['care.obligations.CARE-05.enabled', true, false],
      ['care.obligations.CARE-08.enabled', true, false],
      ['care.obligations.CARE-11.enabled', true, false],
      ['care.obligations.CARE-21.enabled', true, false],
      ['care.obligations.CARE-31.enabled', true, false],
      ['tiering.lifecycle.lost.gapDefault', 0, 365],
    ])
  })

  test('the default pack has exactly the agreed obligations on', () => {
    const on = [...standard.care.obligations, ...standard.visits.obligations].filter(({ enabled }) => enabled).map(({ rule }) => rule)
    const agreed = ['01', '02', '03', '04', '05', '08', '11', '21', '31'].map((n) => `CARE-${n}`)
    expect(on).toEqual([...agreed, 'VIS-05', 'VIS-06'])
  })
})

test('the working time of the packs is the one the clock has by default', () => {
  expect(workingTimeOf(standard.workingTime, standard.zone)).toEqual(defaultWorkingTime)
})

test("the default pack's tiering is the standard of the tiering room, in another order of cells", () => {
  const { rules: _, table, ...rest } = standard.tiering
  const { table: cells, ...expected } = tieringSection.parse(STANDARD_TIERING)
  expect(rest).toEqual(expected)
  expect(new Set(table.map((cell) => JSON.stringify(cell)))).toEqual(new Set(cells.map((cell) => JSON.stringify(cell))))
})

describe('a pack edited by hand', () => {
  const edited = (from: string, to: string): string => {
    expect(source('rfm-lifecycle').split(from)).toHaveLength(2)
    return source('rfm-lifecycle').replace(from, to)
  }

  test('SEG-06 takes another threshold on one line and changes nothing else', () => {
    const parsed = parsePolicy(
      edited('m: { windowMonths: 12, high: 500000, mid: 100000 }', 'm: { windowMonths: 12, high: 20000, mid: 4000 }'),
      schema,
    )
    expect(parsed.ok && policyDiff(standard, parsed.document)).toEqual([
      { path: 'tiering.rfm.m.high', before: 500000, after: 20000, rules: ['SEG-06', 'SEG-21'] },
      { path: 'tiering.rfm.m.mid', before: 100000, after: 4000, rules: ['SEG-06', 'SEG-21'] },
    ])
  })

  test.each([
    [
      'VIS-04 a cadence beyond the bounds',
      'every: { months: 6 }',
      'every: { months: 7 }',
      'visits.obligations.0.every',
      'cadence-out-of-bounds',
    ],
    ['CARE-17 shares beyond the whole', 'tiered: 40', 'tiered: 41', 'care.budget', 'shares-not-100'],
    [
      'ORG-07 weights beyond the whole',
      '{ code: RENEWAL, percent: 25 }',
      '{ code: RENEWAL, percent: 26 }',
      'kpi.weights',
      'weights-not-100',
    ],
    ['RPT-07 weights short of the whole', 'trust: 25', 'trust: 24', 'reports.loyalty', 'weights-not-100'],
    ['hours in the wrong order', '"13:00", to: "18:00"', '"11:00", to: "18:00"', 'workingTime.hours.1', 'hours-out-of-order'],
    [
      'CARE-27 a birthday without consent',
      'birthdayNeedsConsent: true',
      'birthdayNeedsConsent: false',
      'care.greetings.birthdayNeedsConsent',
      'wrong-value',
    ],
    ['an audience without its dimension', 'stopAt: [stage:LOST]', 'stopAt: [LOST]', 'care.stopAt.0', 'wrong-format'],
    ['an unknown post', 'reportTo: GENERAL_MANAGER', 'reportTo: CHAIRMAN', 'complaints.major.reportTo', 'wrong-value'],
    ['a word for an amount', 'minAmount: 100000', 'minAmount: 十万', 'winback.minAmount', 'wrong-type'],
    ['SEG-21 a threshold left blank', 'active: { months: 3 }', 'active: { months: }', 'tiering.tags.active.months', 'wrong-type'],
  ])('%s is refused', (_, from, to, path, reason) => {
    const parsed = parsePolicy(edited(from, to), schema)
    expect(parsed.ok ? [] : parsed.problems).toEqual([expect.objectContaining({ path, reason, line: expect.any(Number) })])
  })

  test('an unknown key is refused wherever it stands', () => {
    const accepting = records(standard, []).filter((path) => schema.safeParse(withKey(standard, path, 'unexpected')).success)
    expect(accepting).toEqual([])
  })
})

/** The paths of all records within plain data. */
function records(value: unknown, path: readonly string[]): string[][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => records(item, [...path, String(index)]))
  return isPlain(value) ? [[...path], ...Object.entries(value).flatMap(([name, child]) => records(child, [...path, name]))] : []
}

/** A copy in which the record at `path` has one key more. */
function withKey(value: unknown, [name, ...rest]: readonly string[], key: string): unknown {
  if (name === undefined) return { ...z.record(z.string(), z.unknown()).parse(value), [key]: 1 }
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === name ? withKey(item, rest, key) : item))
  return isPlain(value) ? { ...value, [name]: withKey(value[name], rest, key) } : value
}

describe('compared with the written sources', () => {
  const rulesFile = join(shared, 'spec/rules.json')
  if (!existsSync(rulesFile)) console.info('skipped: ../shared/spec/rules.json is not here to compare the packs with')
  test.skipIf(!existsSync(rulesFile))('every rule is in each pack once, or left out for a reason', () => {
    const written = z
      .array(z.object({ id: z.string() }))
      .parse(JSON.parse(readFileSync(rulesFile, 'utf8')))
      .map(({ id }) => id)
    for (const name of packNames) {
      const held = ruleRegister(packs[name]).map(({ id }) => id)
      expect([...held, ...Object.keys(leftOut)].sort()).toEqual([...written].sort())
    }
  })

  const seeds = join(shared, 'seeds')
  if (!existsSync(seeds)) console.info('skipped: ../shared/seeds is not here to compare the packs with')
  test.skipIf(!existsSync(seeds))('no run of fifteen Chinese characters is shared, whatever stands between them', () => {
    const texts = readdirSync(seeds).map((file) => hanOnly(readFileSync(join(seeds, file), 'utf8')))
    expect(texts.join('').length).toBeGreaterThan(5_000)
    const runs = new Set(texts.flatMap((text) => runsOf(text, 15)))
    const phrases = packNames.flatMap((name) => [...leaves(packs[name]).values()].filter((value) => typeof value === 'string'))
    expect(phrases.filter((phrase) => runsOf(hanOnly(phrase), 15).some((run) => runs.has(run)))).toEqual([])
  })
})

const hanOnly = (text: string): string => [...simplified(text)].filter(isHan).join('')
const runsOf = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(0, text.length - length + 1) }, (_, start) => text.slice(start, start + length))
