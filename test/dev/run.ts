import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

/** What one step adds to the closing line. */
export type Outcome = { passed: number; failed: number; skipped: number }

export const onePassed: Outcome = { passed: 1, failed: 0, skipped: 0 }
export const oneFailed: Outcome = { passed: 0, failed: 1, skipped: 0 }

export const sum = (a: Outcome, b: Outcome): Outcome => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/**
 * Runs a program to its end and shows what it says. Through pipes, so that no tool redraws the screen or colours its words.
 * Returns the exit code, 1 when it was killed or could not start.
 */
export function run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const { FORCE_COLOR: _, ...inherited } = process.env
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: { ...inherited, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.pipe(process.stdout, { end: false })
    child.stderr.pipe(process.stderr, { end: false })
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Runs a script of this repository, or of a package, under the Node that runs now. */
export const runNode = (script: string, args: readonly string[] = [], env: Record<string, string> = {}): Promise<number> =>
  run(process.execPath, [join(root, script), ...args], env)

/** A tool that either finds nothing to say or fails counts as one test. */
export const asOutcome = (exitCode: number): Outcome => (exitCode === 0 ? onePassed : oneFailed)
