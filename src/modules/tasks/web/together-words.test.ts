import { describe, expect, test } from 'vitest'
import { alsoOf, channelsFor, entryFor, sentWith, type TogetherShown, toggled, withProof } from './together-words.ts'

const asks = (channels: string[]) => ({ title: '', text: '', clause: null, checklist: [], channels, evidence: [], waiveFor: [] })
const offered = (id: number, channels: string[], version = 3): TogetherShown => ({
  ...{ id, version, kind: 'FOLLOW_UP_VISIT', ruleId: 'VIS-06', title: '大客户定期回访', assigneeName: null, serves: false },
  ...{ dueOn: '2026-11-25', windowFrom: '2026-11-18', windowTo: '2026-12-02', plannedOn: null, rule: asks(channels), notice: null },
})

describe('what is done along in one report', () => {
  test('is chosen and taken out again', () => {
    const once = toggled([], { id: 4 })
    expect(once).toEqual([entryFor({ id: 4 })])
    expect(toggled(once, { id: 4 })).toEqual([])
  })

  test('keeps one note for each piece of evidence, and none that is empty', () => {
    const noted = withProof(withProof(entryFor({ id: 4 }), 'GIFT_RECORD', '礼'), 'GIFT_RECORD', '礼品一份')
    expect(noted.evidence).toEqual([{ kind: 'GIFT_RECORD', note: '礼品一份' }])
    expect(withProof(noted, 'GIFT_RECORD', ' ').evidence).toEqual([])
  })

  test('is sent as last read, without what is no longer open', () => {
    const also = [entryFor({ id: 4 }), entryFor({ id: 9 })]
    expect(sentWith(also, [offered(4, [])])).toEqual([{ ...entryFor({ id: 4 }), version: 3 }])
  })

  test('comes from a draft only when it still has its shape', () => {
    expect(alsoOf([entryFor({ id: 4 })])).toEqual([entryFor({ id: 4 })])
    expect(alsoOf([{ id: 4 }])).toEqual([])
    expect(alsoOf(undefined)).toEqual([])
  })
})

test.each([
  [[], ['PHONE', 'VISIT'], ['PHONE', 'VISIT']],
  [[4], ['PHONE', 'VISIT'], ['VISIT']],
  [[4, 5], ['PHONE', 'VISIT'], ['VISIT']],
  [[4], [], ['VISIT', 'VIDEO']],
  [[5], [], []],
])('with %j done along, of %j there are left %j', (chosen, own, expected) => {
  const beside = [offered(4, ['VISIT', 'VIDEO']), offered(5, [])]
  const also = chosen.map((id) => entryFor({ id }))
  expect(channelsFor({ rule: asks(own) }, also, beside)).toEqual(expected)
})
