import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countReport } from './count.ts'
import { type Outcome, runNode } from './run.ts'

/** Runs vitest with a plain report for people and a JSON one to count from. */
export async function runVitest(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'kewei-report-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const exitCode = await runNode('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...args], env)
  const outcome = countReport(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined, exitCode)
  rmSync(folder, { recursive: true })
  return outcome
}
