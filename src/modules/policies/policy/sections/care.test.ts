import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { problemsOf } from '../problems.ts'
import { careSection } from './care.ts'

const source = readFileSync(new URL('../../../../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')
const { rules: _, ...written } = parse(source).care

/** What is wrong with the section when its reminders are written so. */
function wrongWith(change: object): string[] {
  const read = careSection.safeParse({ ...written, reminders: { ...written.reminders, ...change } }, { reportInput: true })
  return read.success ? [] : problemsOf(read.error, () => undefined).map(({ path, reason }) => `${path} ${reason}`)
}

const step = (afterDays: number, post = 'UNIT_HEAD') => ({ afterDays, post })

describe('CARE-26 the steps of reminding', () => {
  test('as shipped are right, and none need be told before', () => {
    expect(wrongWith({})).toEqual([])
    expect(wrongWith({ before: [] })).toEqual([])
  })

  test.each([
    ['the later first', { before: [1, 7] }, ['reminders.before.1 steps-out-of-order']],
    ['a day twice', { before: [7, 7] }, ['reminders.before.1 steps-out-of-order']],
    ['the due day itself', { before: [0] }, ['reminders.before.0 too-small']],
    ['a ladder that goes down', { ladder: [step(3), step(0)] }, ['reminders.ladder.1.afterDays steps-out-of-order']],
    ['two steps on one day', { ladder: [step(3), step(3)] }, ['reminders.ladder.1.afterDays steps-out-of-order']],
    ['no ladder', { ladder: [] }, ['reminders.ladder too-small']],
    ['a post nobody holds', { ladder: [step(0, 'JANITOR')] }, ['reminders.ladder.0.post wrong-value']],
    ['a role instead of a post', { ladder: [step(0, 'CARE_MANAGER')] }, ['reminders.ladder.0.post wrong-value']],
    ['half a day', { ladder: [step(0.5)] }, ['reminders.ladder.0.afterDays wrong-type']],
    ['a key that is none', { after: [1] }, ['reminders.after unknown-key']],
    ['digests of nothing', { digestAbove: 0 }, ['reminders.digestAbove too-small']],
  ])('%s is refused', (_says, change, problems) => {
    expect(wrongWith(change)).toEqual(problems)
  })
})
