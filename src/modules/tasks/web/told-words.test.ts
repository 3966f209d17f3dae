import { describe, expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { uiText } from '../../../ui/text.ts'
import { text } from '../text.ts'
import { tasksText } from './text.ts'
import { toldText } from './told-text.ts'
import { announcedWords, asksToldBefore, saysTelling, tellingWords, toldHint } from './told-words.ts'

const say = speaker([uiText, text, tasksText, toldText], 'zh-CN')
const today = '2026-11-22'
const due = { daysBefore: 1, onlyOnSite: false, toldOn: null, toldFor: null, standing: 'DUE' } as const
const told = { ...due, toldOn: '2026-11-20', standing: 'TOLD' } as const
const open = { state: 'OPEN', plannedOn: null, toldChannel: null } as const

describe('CARE-15 what a panel says of telling the customer', () => {
  test.each([
    ['nobody told yet', { ...open, notice: due }, ['办之前至少提前 1 天告知客户。']],
    ['an appointment', { ...open, plannedOn: '2026-11-25', notice: due }, ['约在 11-25，最晚 11-24 告知客户。']],
    [
      'an appointment that may be kept from afar',
      { ...open, plannedOn: '2026-11-25', notice: { ...due, onlyOnSite: true } },
      ['如果上门，要先告知客户。', '约在 11-25，最晚 11-24 告知客户。'],
    ],
    ['told', { ...open, toldChannel: 'PHONE' as const, notice: told }, ['11-20 已电话告知客户。']],
    [
      'told, and put off since',
      { ...open, plannedOn: '2026-11-27', notice: { ...told, toldFor: '2026-11-25' } },
      ['11-20 已告知客户。', '告知时约在 11-25，改约后记得再说一声。'],
    ],
    [
      'told too late',
      { ...open, plannedOn: '2026-11-20', notice: { ...told, toldFor: '2026-11-20', standing: 'TOLD_LATE' as const } },
      ['11-20 已告知客户。', '离约定的日子不足 1 天。'],
    ],
  ])('%s', (_, task, expected) => expect(tellingWords(task, today, say)).toEqual(expected))

  test('nothing of what may be done from afar while there is no appointment', () => {
    const task = { ...open, notice: { ...due, onlyOnSite: true } }
    expect([saysTelling(task), saysTelling({ ...task, plannedOn: '2026-11-25' }), saysTelling({ ...task, notice: null })]).toEqual([
      false,
      true,
      false,
    ])
  })

  test('and how it was announced once it is done', () => {
    const done = (notice: Parameters<typeof announcedWords>[0]['notice']) => announcedWords({ state: 'DONE', notice }, today, say)
    expect(done(told)).toBe('11-20 已告知')
    expect(done({ ...told, standing: 'TOLD_LATE' })).toBe('11-20 才告知，太晚')
    expect(done({ ...due, standing: 'NOT_TOLD' })).toBe('没有告知')
    expect(done(null)).toBeNull()
  })
})

describe('CARE-15 a report asks when the customer was told', () => {
  const onSite = { ...due, onlyOnSite: true }
  test.each([
    ['of a visit that nobody was told of', [{ notice: due }], null, 1],
    ['not when it is noted', [{ notice: told }], null, null],
    ['of maintenance on site', [{ notice: onSite }], 'VISIT', 1],
    ['not of maintenance by phone', [{ notice: onSite }], 'PHONE', null],
    ['of a visit done along', [{ notice: null }, { notice: { ...due, daysBefore: 3 } }], 'VISIT', 3],
    ['not when they were told of what is done along', [{ notice: due }, { notice: told }], 'VISIT', null],
    ['not of a surprise', [{ notice: null }], 'VISIT', null],
  ])('%s', (_, tasks, channel, expected) => expect(asksToldBefore(tasks, channel)).toBe(expected))

  test.each([
    [undefined, '没有提前告知就留空，会记为未告知，不影响登记。'],
    ['2026-11-22', '要提前至少 1 天才算，这样会记为告知太晚。'],
    ['2026-11-21', '已提前告知。'],
  ])('told on %s: %s', (toldOn, words) => expect(toldHint({ toldOn, doneOn: today }, 1, say)).toBe(words))
})
