import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import rooms from '../../src/main/rooms.json' with { type: 'json' }
import { type Reading, readHouse, ruleNames } from './house-rules.ts'
import { root } from './run.ts'

type Files = Record<string, string>

/** One step out of the house per rule: the file that takes it, and what it imports. */
const planted: [rule: string, file: string, statement: string][] = [
  ['no-circles', 'src/core/circle-a.ts', "import './circle-b.ts'"],
  ['every-import-resolves', 'src/platform/lost.ts', "import './nowhere.ts'"],
  ['core-is-the-ground-floor', 'src/core/up.test.ts', "import '../platform/log.ts'"],
  ['core-leans-on-nothing', 'src/core/reads-files.ts', "import 'node:fs'"],
  ['core-kit-uses-pure-libraries', 'src/core/lunar-names.ts', "import 'kysely'"],
  ['platform-knows-no-business', 'src/platform/knows.ts', "import '../modules/customers/contract.ts'"],
  ['ui-knows-no-business', 'src/ui/Knows.tsx', "import '../modules/customers/contract.ts'"],
  ['nobody-leans-on-main', 'src/platform/leans.ts', "import '../main/server.ts'"],
  ['every-room-is-listed', 'src/main/finds.ts', "import '../modules/attic/contract.ts'"],
  ['front-door-only', 'src/modules/tasks/actions.ts', "import '../customers/store.ts'"],
  ['contract-is-pure', 'src/modules/tasks/contract.ts', "import './policy.ts'"],
  ['policy-is-pure', 'src/modules/tasks/policy/clock.ts', "import '../../../platform/clock.ts'"],
  ['rules-never-import-screens', 'src/modules/tasks/policy/icon.ts', "import '../../../core/icon.tsx'"],
  ['text-leans-on-nothing', 'src/modules/tasks/text.ts', "import './policy.ts'"],
  ['reads-and-saves-call-no-verbs', 'src/modules/tasks/queries.ts', "import './actions.ts'"],
  ['module-is-read-by-main-only', 'src/modules/tasks/jobs.ts', "import './module.ts'"],
  ['rooms-work-without-screens', 'src/modules/tasks/reactions.ts', "import './web/Task.tsx'"],
  ['sql-library-in-store-and-queries', 'src/modules/care/actions.ts', "import 'kysely'"],
  ['database-in-store-and-queries', 'src/modules/care/actions.ts', "import '../../platform/db/db.ts'"],
  ['copy-in-store-only', 'src/modules/care/queries.ts', "import 'pg-copy-streams'"],
  ['browser-stays-in-the-browser', 'src/modules/care/web/Care.tsx', "import '../queries.ts'"],
  ['browser-has-no-node', 'src/platform/web/client.ts', "import 'node:path'"],
  ['source-never-imports-tests', 'src/platform/tested.ts', "import '../../test/world.ts'"],
  ['source-uses-declared-packages', 'src/platform/checks.ts', "import 'fast-check'"],
]

const orderOf = (room: string) => `${room}-leans-on-earlier-rooms`
const upward = rooms.slice(0, -1).map((room, i): [string, string, string] => {
  return [orderOf(room), `src/modules/${room}/web/Upward.tsx`, `import '../../${rooms[i + 1]}/contract.ts'`]
})

/** The far ends of planted imports that have no place in a house in order. */
const plantedBeside: Files = {
  'src/core/circle-b.ts': "import './circle-a.ts'",
  'src/modules/attic/contract.ts': 'export {}',
}

/** What every rule allows; none of it may be reported. */
const allowed: Files = {
  'package.json':
    '{ "type": "module", "dependencies": { "zod": "*", "kysely": "*", "pg": "*", "pg-copy-streams": "*", "tyme4ts": "*", "react": "*" } }',
  'test/world.ts': 'export const lan = 1',
  'src/core/icon.tsx': 'export const Icon = () => <i />',
  'src/core/money.ts': "import { z } from 'zod'\nexport const fen = z.int()",
  'src/core/money.test.ts': "import { lan } from '../../test/world.ts'\nimport { fen } from './money.ts'\nfen.parse(lan)",
  'src/core/lunar.ts': "import 'tyme4ts'",
  'src/platform/clock.ts': "import 'node:process'\nimport '../core/money.ts'",
  'src/platform/log.ts': "import type { Line } from './line.ts'\nexport type Log = Line",
  'src/platform/line.ts': "import { type Log } from './log.ts'\nexport type Line = Log",
  'src/platform/db/db.ts': "import 'kysely'\nimport 'pg-copy-streams'\nexport type Tx = 1",
  'src/modules/customers/contract.ts': "import '../../core/money.ts'",
  'src/modules/customers/policy.ts': "import './contract.ts'",
  'src/modules/customers/store.ts': "import '../../platform/db/db.ts'\nimport 'kysely'\nimport './policy.ts'\nimport 'pg-copy-streams'",
  'src/modules/customers/queries.ts': "import '../../platform/db/db.ts'\nimport 'kysely'",
  'src/modules/customers/actions.ts': "import './store.ts'\nimport './queries.ts'\nimport './policy.ts'\nimport '../../platform/clock.ts'",
  'src/modules/customers/text.ts': 'export {}',
  'src/modules/customers/web/CustomerCard.tsx':
    "import '../contract.ts'\nimport '../policy.ts'\nimport '../text.ts'\nimport '../../../ui/Page.tsx'",
  'src/modules/customers/web/screens.tsx': "import './CustomerCard.tsx'\nimport '../../../platform/web/session.ts'",
  'src/modules/customers/module.ts': "import type { Tx } from '../../platform/db/db.ts'\nimport './actions.ts'\nexport type T = Tx",
  'src/modules/customers/store.test.ts': "import './store.ts'\nimport 'node:fs'",
  'src/modules/tasks/policy.ts': "import '../customers/policy.ts'\nimport '../customers/contract.ts'",
  'src/modules/tasks/store.ts': "import '../customers/queries.ts'",
  'src/modules/tasks/actions.ts': "import './store.ts'\nimport '../customers/actions.ts'",
  'src/modules/tasks/module.ts': "import './store.ts'",
  'src/modules/tasks/web/Task.tsx': "import '../../customers/web/CustomerCard.tsx'",
  'src/modules/kpi/measures/open-tasks.ts': "import '../../../platform/db/db.ts'\nimport '../../customers/text.ts'",
  'src/platform/web/session.ts': "import '../../core/money.ts'",
  'src/ui/Page.tsx':
    "import type { ReactNode } from 'react'\nexport const Page = ({ children }: { children: ReactNode }) => <main>{children}</main>",
  'src/main/server.ts': "import '../modules/customers/module.ts'\nimport '../platform/db/db.ts'",
  'src/main/web/shell.tsx': "import '../../modules/customers/web/screens.tsx'",
}

const trees: string[] = []
function plant(files: Files): string {
  const tree = mkdtempSync(join(tmpdir(), 'kewei-house-'))
  trees.push(tree)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    writeFileSync(join(tree, file), `${text}\n`)
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  return tree
}

function withPlants(): Files {
  const files: Files = { ...allowed, ...plantedBeside }
  for (const room of rooms) files[`src/modules/${room}/contract.ts`] ??= 'export {}'
  for (const [, file, statement] of [...planted, ...upward]) {
    files[file] = files[file] === undefined ? statement : `${files[file]}\n${statement}`
  }
  return files
}

let clean: Reading
let broken: Reading
beforeAll(async () => {
  clean = await readHouse(plant(allowed))
  broken = await readHouse(plant(withPlants()))
})
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true })
})

test('a house in order has nothing to report', () => {
  expect(clean.violations).toEqual([])
})

test('every source file is read, screens included', () => {
  expect(clean.unread).toEqual([])
  expect(clean.read).toHaveLength(Object.keys(allowed).filter((file) => file.startsWith('src/')).length)
  expect(broken.unread).toEqual([])
})

test.each([...planted, ...upward])('%s is caught: %s says %s', (rule, file) => {
  expect(broken.violations.filter((v) => v.rule === rule).map((v) => v.from)).toContain(file)
})

test('no rule is without a planted violation', () => {
  const caught = new Set([...planted, ...upward].map(([rule]) => rule))
  expect(ruleNames.filter((rule) => !caught.has(rule))).toEqual([])
})
