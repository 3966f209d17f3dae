import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { followsOn, type SealedEvent, sealedText, withoutSensitive } from './policy.ts'

const event: SealedEvent = {
  ...{
    id: 7,
    name: 'customer.changed',
    atMicros: 1_795_000_000_000_000,
    actorKind: 'PERSON',
    actorId: 3,
    actorName: '沈致远',
    requestId: 'r1',
  },
  ...{
    changeId: 'c',
    jobId: null,
    subjectKind: 'customer',
    subjectId: 12,
    subjectVersion: 2,
    customerId: 12,
    ruleId: null,
    policyVersion: null,
  },
  ...{ facts: null, fields: ['name'], valueHash: 'ab' },
}

describe('what a seal sees of an event', () => {
  test('any field that differs makes another text', () => {
    const texts = Object.keys(event).map((key) => sealedText({ ...event, [key]: key === 'fields' ? ['name', 'x'] : 'another' }))
    expect(new Set([sealedText(event), ...texts]).size).toBe(Object.keys(event).length + 1)
  })

  test('no text moves over into the next field or the next line', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
        const one = sealedText({ ...event, actorName: a, requestId: b })
        expect(one.includes('\n')).toBe(false)
        expect(one === sealedText({ ...event, actorName: c, requestId: d })).toBe(a === c && b === d)
      }),
    )
  })
})

describe('seals in a chain', () => {
  const range = { firstEventId: 11, lastEventId: 20, events: 10, sealedAtMicros: 1, previousHash: 'aa' }
  test.each([
    ['the next one', range, { lastEventId: 10, hash: 'aa' }, undefined],
    ['one that leaves numbers out', { ...range, firstEventId: 15 }, { lastEventId: 10, hash: 'aa' }, undefined],
    ['another hash before it', range, { lastEventId: 10, hash: 'bb' }, 'SEAL_CHAIN'],
    ['a hash before the first', range, undefined, 'SEAL_CHAIN'],
    ['an overlap', { ...range, firstEventId: 10 }, { lastEventId: 10, hash: 'aa' }, 'SEAL_RANGE'],
    ['an end before its beginning', { ...range, lastEventId: 10 }, { lastEventId: 9, hash: 'aa' }, 'SEAL_RANGE'],
  ])('%s', (_, seal, previous, expected) => {
    expect(followsOn(seal, previous)).toBe(expected)
  })
})

test('contact details are left out however deep they lie, everything else stays', () => {
  const values = {
    name: '海棠',
    mobile: '13800000000',
    Email: 'a@b.cn',
    list: [{ wechat: 'x', title: '经理' }],
    deep: { birthday: '1980-01-01', fax: null, phone: 1 },
  }
  expect(withoutSensitive(values)).toEqual({ name: '海棠', list: [{ title: '经理' }], deep: {} })
})
