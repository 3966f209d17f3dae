import { parseArgs } from 'node:util'
import { closingLine } from './count.ts'
import { type Outcome, oneFailed, sum } from './run.ts'
import { checkSteps, dataSteps, deepSteps, type Step, testSteps } from './steps.ts'

async function runStep({ heading, run }: Step): Promise<Outcome> {
  console.log(`\n== ${heading}`)
  const start = performance.now()
  const outcome = await run().catch((error: unknown) => {
    console.error(error)
    return oneFailed
  })
  console.log(`-- ${heading}: ${closingLine(outcome)}, ${((performance.now() - start) / 1000).toFixed(1)} s`)
  return outcome
}

/** Runs every step, also after one failed, and ends with the one line that counts. Returns the exit code. */
async function runSteps(steps: readonly Step[]): Promise<number> {
  let total: Outcome = { passed: 0, failed: 0, skipped: 0 }
  for (const step of steps) total = sum(total, await runStep(step))
  console.log(`\n${closingLine(total)}`)
  return total.failed === 0 ? 0 : 1
}

export const check = (): Promise<number> => runSteps(checkSteps)

/** `npm test`, `-- --deep` for long runs, `-- --data` for the shared data, `-- --only unit --only browser` for some steps. */
export async function test(args: string[]): Promise<number> {
  const options = { deep: { type: 'boolean' }, data: { type: 'boolean' }, only: { type: 'string', multiple: true } } as const
  const { values } = parseArgs({ args, options })
  if (values.deep) process.env.KEWEI_DEEP = '1'
  const known = values.data ? dataSteps : values.deep ? deepSteps : testSteps
  const steps = values.only ? known.filter((step) => values.only?.includes(step.name)) : known
  if (steps.length === 0) {
    console.error(`No such step. There are: ${known.map((step) => step.name).join(', ')}`)
    return 2
  }
  return runSteps(steps)
}
