import { describe, expect, test } from 'vitest'
import { asFailure, Failure, failureFrom, mayRetry } from './failure.ts'

describe('what a reply tells', () => {
  test('a problem in the shape of the API', () => {
    const body = {
      problem: {
        code: 'invalid',
        rule: 'invalid-input',
        message: '有一处不对。',
        facts: {},
        issues: [{ path: 'name', reason: 'too-short', message: '太短了' }],
      },
      requestId: 'r-1',
    }
    expect(failureFrom(400, body)).toMatchObject({
      code: 'invalid',
      rule: 'invalid-input',
      message: '有一处不对。',
      issues: [{ path: 'name', reason: 'too-short', message: '太短了' }],
      requestId: 'r-1',
    })
  })

  test.each([
    [401, 'signed-out'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [413, 'too-large'],
    [422, 'refused'],
    [428, 'precondition-required'],
    [429, 'too-many'],
    [502, 'offline'],
    [503, 'unavailable'],
    [500, 'fault'],
    [418, 'fault'],
  ] as const)('status %i without a body of ours is %s', (status, code) => {
    expect(failureFrom(status, '<html>').code).toBe(code)
  })

  test.each([[null], [[]], [{ problem: 3 }], [{ problem: { issues: 'x', facts: [1] } }]])('a strange body %j is survived', (body) => {
    expect(failureFrom(422, body)).toMatchObject({ code: 'refused', rule: 'refused', issues: [], facts: {} })
  })
})

test('no answer at all is offline, a mistake of ours is a fault, a failure stays itself', () => {
  const failure = new Failure('refused')
  expect(asFailure(new TypeError('Failed to fetch')).code).toBe('offline')
  expect(asFailure(new RangeError('x')).code).toBe('fault')
  expect(asFailure(failure)).toBe(failure)
})

test('sending again can help only where nothing was decided', () => {
  expect(
    (['offline', 'unavailable', 'refused', 'conflict', 'fault', 'signed-out'] as const).filter((c) => mayRetry(new Failure(c))),
  ).toEqual(['offline', 'unavailable'])
})
