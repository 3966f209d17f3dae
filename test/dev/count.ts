import { z } from 'zod'
import type { Outcome } from './run.ts'

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/**
 * Counts a vitest JSON report. A file that broke before its first test counts as one failure, and so does a run that
 * failed without naming a test (an unhandled error, no test found, a report that was never written).
 */
export function countReport(json: unknown, exitCode: number): Outcome {
  const read = report.safeParse(json)
  const files = read.success ? read.data.testResults : []
  const tests = files.flatMap((file) => file.assertionResults)
  const brokenFiles = files.filter((file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'))
  const passed = tests.filter((t) => t.status === 'passed').length
  const failed = tests.filter((t) => t.status === 'failed').length + brokenFiles.length
  const unexplained = failed === 0 && (exitCode !== 0 || !read.success)
  return { passed, failed: unexplained ? 1 : failed, skipped: tests.length - passed - (failed - brokenFiles.length) }
}

/** The last line of a run: plain, exact, and the same for people and for machines. */
export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
