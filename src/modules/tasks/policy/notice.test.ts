import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addDays, daysBetween } from '../../../core/day.ts'
import { announcedBefore, type NoticeAsked, noticeAskedOf, noticeOf, tellByOf, toldIssues } from './notice.ts'

const standard: object = parse(readFileSync(new URL('../../../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8'))
const policy = (notice: object, occasions: object[] = []): object => ({ care: { notice, occasions } })

const always: NoticeAsked = { daysBefore: 1, onlyOnSite: false }
const onSite: NoticeAsked = { daysBefore: 1, onlyOnSite: true }

describe('CARE-15 what is announced to the customer', () => {
  test.each([
    ['a visit with new products', 'CARE-02', 'PRODUCT_VISIT', ['VISIT'], always],
    ['a yearly visit', 'CARE-05', 'ANNUAL_VISIT', ['VISIT'], always],
    ['a welcome gift', 'CARE-12', 'GIFT', [], always],
    ['maintenance, if somebody comes for it', 'CARE-01', 'MAINTENANCE', ['PHONE', 'VISIT'], onSite],
    ['nothing that is done from afar only', 'CARE-08', 'ONLINE_REVIEW', ['PHONE', 'VIDEO', 'IM'], null],
    ['no gift that is to surprise', 'EVT-01', 'GIFT', [], null],
    ['no greeting that is to surprise, not even in person', 'CARE-27', 'GREETING', [], null],
  ])('%s (%s)', (_, ruleId, kind, channels, expected) => {
    expect(noticeAskedOf(standard, { ruleId, kind, channels })).toEqual(expected)
  })

  const gift = { ruleId: 'EVT-01', kind: 'GIFT', channels: [] }
  const occasions = [{ rule: 'EVT-01', surprise: true }]
  test.each([
    ['a surprise where the policy exempts none', policy({ daysBefore: 2, actions: ['GIFT'], exemptSurprise: false }, occasions), gift, 2],
    [
      'what the policy leaves out',
      policy({ daysBefore: 1, actions: ['VISIT'], exemptSurprise: true }),
      { ...gift, channels: ['EMAIL'] },
      undefined,
    ],
    ['a kind of the company’s own', policy({ daysBefore: 3, actions: ['AUDIT'], exemptSurprise: true }), { ...gift, kind: 'AUDIT' }, 3],
    ['anything, by a policy that says nothing of it', {}, gift, undefined],
  ])('%s', (_, document, task, daysBefore) => {
    expect(noticeAskedOf(document, task)?.daysBefore).toBe(daysBefore)
  })

  test('every shipped policy has it told a day before', () => {
    expect(announcedBefore(standard)).toBe(1)
    expect(announcedBefore({})).toBeNull()
  })
})

describe('CARE-15 done on 2026-11-22 it was to be announced by', () => {
  test.each([
    ['the day before', always, null, '2026-11-21'],
    ['the day before, on site', onSite, 'VISIT', '2026-11-21'],
    ['no day, when it was a call', onSite, 'PHONE', null],
    ['no day, when there was nothing to announce', null, 'VISIT', null],
    ['the day itself, where the policy asks for no day between', { ...always, daysBefore: 0 }, null, '2026-11-22'],
  ])('%s', (_, asked, channel, expected) => {
    expect(tellByOf(asked, { doneOn: '2026-11-22', channel })).toBe(expected)
  })
})

describe('CARE-15 how a task stands with it', () => {
  const open = { state: 'OPEN', doneOn: null, plannedOn: null, toldOn: null, toldFor: null, tellBy: null } as const
  const done = { ...open, state: 'DONE', doneOn: '2026-11-22', tellBy: '2026-11-21' } as const
  test.each([
    ['open, nobody told', open, always, 'DUE'],
    ['open, told', { ...open, toldOn: '2026-11-20' }, always, 'TOLD'],
    ['open, told on the day of the appointment', { ...open, toldOn: '2026-11-25', plannedOn: '2026-11-25' }, always, 'TOLD_LATE'],
    [
      'the same, the appointment put off',
      { ...open, toldOn: '2026-11-25', toldFor: '2026-11-25', plannedOn: '2026-11-27' },
      always,
      'TOLD',
    ],
    ['open, nothing to announce', open, null, undefined],
    ['done, told the day before', { ...done, toldOn: '2026-11-21' }, always, 'TOLD'],
    ['done, told on the day', { ...done, toldOn: '2026-11-22' }, always, 'TOLD_LATE'],
    ['done, never told', done, always, 'NOT_TOLD'],
    ['done from afar', { ...done, tellBy: null }, onSite, undefined],
    ['waived', { ...open, state: 'WAIVED' as const, toldOn: '2026-11-20' }, always, undefined],
  ])('%s: %s', (_, task, asked, standing) => {
    expect(noticeOf(task, asked)?.standing).toBe(standing)
  })

  test('what the report fixed stands, whatever the policy says since', () => {
    expect(noticeOf(done, null)).toMatchObject({ daysBefore: 1, standing: 'NOT_TOLD' })
  })

  const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-11-01', n))
  test('told is in time exactly when so many days lie between, for any days', () => {
    fc.assert(
      fc.property(
        day,
        fc.option(day),
        fc.nat(10),
        fc.constantFrom('VISIT', 'PHONE', null),
        fc.boolean(),
        (doneOn, toldOn, daysBefore, channel, onlyOnSite) => {
          const asked = { daysBefore, onlyOnSite }
          const tellBy = tellByOf(asked, { doneOn, channel })
          const notice = noticeOf({ ...done, doneOn, toldOn, tellBy }, asked)
          const standing = toldOn === null ? 'NOT_TOLD' : daysBetween(toldOn, doneOn) >= daysBefore ? 'TOLD' : 'TOLD_LATE'
          if (onlyOnSite && channel !== 'VISIT') expect(notice).toBeNull()
          else expect(notice).toMatchObject({ daysBefore, standing })
        },
      ),
    )
  })
})

test.each([
  ['2026-11-22', []],
  ['2026-11-23', ['toldOn told-after-done']],
  [null, []],
])('CARE-15 told on %s of what was done on 2026-11-22: %j', (toldOn, expected) => {
  expect(toldIssues(toldOn, '2026-11-22').map((i) => `${i.path} ${i.reason}`)).toEqual(expected)
})
