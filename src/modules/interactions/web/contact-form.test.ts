import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Failure } from '../../../platform/web/failure.ts'
import { missingFields } from '../../../ui/form/check.ts'
import { fieldShapes } from '../../../ui/form/field-shape.ts'
import { contactRules } from '../policy.ts'
import { contactOf, contactShape, flatProblem, flatVisit } from './contact-form.ts'

const rules = contactRules(undefined)
const visit = { plan: 'HF-118', place: '北仑厂区', operation: '两班生产', feedback: null, answers: null }

const missing = (channel: string, asked: Parameters<typeof contactShape>[0], values: object = {}): string[] => {
  const shapes = fieldShapes(z.object(contactShape(asked, channel)))
  return missingFields(
    Object.keys(shapes).filter((name) => shapes[name]?.required),
    { ...values },
  )
}

describe('CARE-34 what a form asks', () => {
  test('of a call nothing more', () => expect(missing('PHONE', rules)).toEqual([]))
  test('of a visit all that the policy names', () => {
    expect(missing('VISIT', rules)).toEqual(['visitPlan', 'visitPlace', 'visitOperation', 'visitFeedback', 'visitAnswers'])
    expect(missing('VISIT', rules, flatVisit(visit))).toEqual(['visitFeedback', 'visitAnswers'])
    expect(missing('VISIT', { visitFields: ['place'] })).toEqual(['visitPlace'])
  })
  test('and no more than a record takes', () => {
    const schema = z.object(contactShape(rules, 'VISIT'))
    expect(schema.safeParse({ ...flatVisit({ ...visit, feedback: 'a', answers: 'b' }) }).success).toBe(true)
    expect(schema.safeParse({ ...flatVisit({ ...visit, feedback: 'a', answers: 'b', plan: 'x'.repeat(61) }) }).success).toBe(false)
  })
})

describe('what a form says', () => {
  test.each([
    ['a call', { channel: 'PHONE', visitPlace: '北仑' }, { contactId: null, needs: [], worries: [], visit: null }],
    [
      'needs and a person',
      { channel: 'IM', contactId: 7, needs: ['NEED_TRAINING'], worries: ['WORRY_SLOW_RESPONSE'] },
      { contactId: 7, needs: ['NEED_TRAINING'], worries: ['WORRY_SLOW_RESPONSE'], visit: null },
    ],
    ['a visit', { channel: 'VISIT', ...flatVisit(visit), visitFeedback: ' ' }, { contactId: null, needs: [], worries: [], visit }],
  ])('%s', (_, values, said) => expect(contactOf(values)).toEqual(said))

  test('what the server finds wrong stands at the form’s own field', () => {
    const failure = new Failure('invalid', {
      issues: [
        { path: 'visit.place', reason: 'missing' },
        { path: 'contact.visit.plan', reason: 'missing' },
        { path: 'needs.0', reason: 'not-one-of' },
      ],
    })
    expect(flatProblem(failure)?.issues.map((i) => i.path)).toEqual(['visitPlace', 'visitPlan', 'needs.0'])
    expect(flatProblem(undefined)).toBeUndefined()
  })
})
