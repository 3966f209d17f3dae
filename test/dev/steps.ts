import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './chromium.ts'
import { houseIsInOrder } from './house-rules.ts'
import { ensureOldestPostgres } from './oldest-postgres.ts'
import { asOutcome, type Outcome, oneFailed, root, runNode, sum } from './run.ts'
import { runVitest } from './vitest.ts'

export type Step = { name: string; heading: string; run: () => Promise<Outcome> }

/** Tests about the source itself; they belong to the house rules and run without a database. */
const aboutTheSource = ['test/shape.test.ts', 'test/lockfile.test.ts', 'test/dev']
const dataTests = '**/*.data.test.ts'

const types: Step = {
  name: 'types',
  heading: 'Types (tsc)',
  run: async () => asOutcome(await runNode('node_modules/typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', root])),
}

const lint: Step = {
  name: 'lint',
  heading: 'Lint and format (Biome)',
  run: async () =>
    asOutcome(
      await runNode('node_modules/@biomejs/biome/bin/biome', [
        'check',
        '--colors=off',
        '--diagnostic-level=warn',
        '--max-diagnostics=200',
        '.',
      ]),
    ),
}

const house: Step = {
  name: 'house',
  heading: 'House rules (imports, shape, lockfile)',
  run: async () => sum(asOutcome((await houseIsInOrder(root)) ? 0 : 1), await runVitest(aboutTheSource)),
}

const unitTests = [
  ...aboutTheSource.flatMap((path) => ['--exclude', path.endsWith('.ts') ? path : `${path}/**`]),
  ...['--exclude', dataTests],
]

const unit: Step = {
  name: 'unit',
  heading: 'Rules, properties and database (vitest)',
  run: () => runVitest(unitTests),
}

const oldest: Step = {
  name: 'oldest',
  heading: 'Rules, properties and database on PostgreSQL 15 (vitest)',
  run: async () => {
    const programs = await ensureOldestPostgres()
    if (programs) return runVitest(unitTests, { KEWEI_TEST_POSTGRES: programs })
    console.log('This machine has no PostgreSQL 15 (the package postgresql-15 of Debian 12): nothing is run on it.')
    return { passed: 0, failed: 0, skipped: 1 }
  },
}

const browser: Step = {
  name: 'browser',
  heading: 'Journeys in a browser (Chromium)',
  run: async () => {
    const chromium = await ensureChromium()
    if (!chromium || (await buildScreens()) !== 0) return oneFailed
    return runVitest(['--config', 'e2e/vitest.config.ts'], { KEWEI_CHROMIUM: chromium })
  },
}

const data: Step = {
  name: 'data',
  heading: 'Rules against the shared data (vitest)',
  run: async () => {
    if (!existsSync(join(root, '../shared/data'))) {
      console.log('There is no ../shared/data beside this folder: the tests that read it are not run.')
      return { passed: 0, failed: 0, skipped: 1 }
    }
    return runVitest(['.data.test.ts'], { KEWEI_DATA: '1' })
  },
}

export const buildScreens = (): Promise<number> => runNode('test/dev/build-screens.mjs')

export const checkSteps: readonly Step[] = [types, lint, house]
export const testSteps: readonly Step[] = [...checkSteps, unit, browser]
export const deepSteps: readonly Step[] = [...testSteps, oldest]
export const dataSteps: readonly Step[] = [data]
