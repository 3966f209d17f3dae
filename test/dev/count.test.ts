import { expect, test } from 'vitest'
import { closingLine, countReport } from './count.ts'

const file = (status: string, ...tests: string[]) => ({ name: 'a.test.ts', status, assertionResults: tests.map((s) => ({ status: s })) })

test.each([
  ['two passed', [file('passed', 'passed', 'passed')], 0, '2 passed, 0 failed'],
  ['one of two failed', [file('failed', 'passed', 'failed')], 1, '1 passed, 1 failed'],
  ['a skipped and a todo one', [file('passed', 'passed', 'skipped', 'todo')], 0, '1 passed, 0 failed, 2 skipped'],
  ['a file that could not be loaded', [file('failed'), file('passed', 'passed')], 1, '1 passed, 1 failed'],
  ['a file whose clean-up failed after its tests passed', [file('failed', 'passed')], 1, '1 passed, 1 failed'],
  ['an unhandled error beside passing tests', [file('passed', 'passed')], 1, '1 passed, 1 failed'],
  ['no test found', [], 1, '0 passed, 1 failed'],
])('%s', (_, testResults, exitCode, line) => {
  expect(closingLine(countReport({ testResults }, exitCode))).toBe(line)
})

test('a report that was never written counts as a failure, even when the run says all is well', () => {
  expect(closingLine(countReport(undefined, 0))).toBe('0 passed, 1 failed')
})
