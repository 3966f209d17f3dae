import { describe, expect, test } from 'vitest'
import rooms from '../src/main/rooms.json' with { type: 'json' }
import { root } from './dev/run.ts'
import { clockReaders, longFunctions, looseExports, secureOnlyUses, silencedTypes, unexplainedSkips } from './dev/shape/code.ts'
import { badNames, longFiles, strangeInRooms } from './dev/shape/rooms.ts'
import { badMigrations, foreignReads, straySql, strayWriters } from './dev/shape/sql.ts'
import { readTree, sources, type Tree } from './dev/shape/tree.ts'
import { placesNamed } from './dev/shape/words.ts'

type Check = {
  says: string
  find: (tree: Tree) => string[]
  /** Files that break the rule, one each. */
  caught: Tree
  /** Files the violations are about, not violations themselves. */
  beside?: Tree
  /** Files that look alike and are right. */
  fine: Tree
}

const lines = (count: number) => Array.from({ length: count }, (_, i) => `const line${i} = ${i}`).join('\n')
const off = (how: string, what = 'test') => `${what}.${how}('x', () => {})`

const checks: Check[] = [
  {
    says: 'a room holds only files whose name says what they are',
    find: (tree) => strangeInRooms(tree, rooms),
    caught: { 'src/modules/customers/service.ts': '', 'src/modules/customers/extra/a.ts': '', 'src/modules/attic/contract.ts': '' },
    fine: {
      'src/modules/customers/policy.ts': '',
      'src/modules/customers/policy/tags.test.ts': '',
      'src/modules/customers/store.test.ts': '',
      'src/modules/customers/web/CustomerCard.tsx': '',
      'src/modules/kpi/measures/retention.ts': '',
    },
  },
  {
    says: 'a file is named in kebab-case, a component in PascalCase, and after what it holds',
    find: badNames,
    caught: {
      'src/core/dateUtils.ts': '',
      'src/core/utils.ts': '',
      'src/core/string-helpers.ts': '',
      'src/core/Money.ts': '',
      'src/modules/care/actions/common/a.ts': '',
    },
    fine: {
      'src/core/working-time.test.ts': '',
      'src/ui/Page.tsx': '',
      'src/core/common-passwords.ts': '',
      'src/main/web/shell.tsx': '',
      'e2e/sign-in.e2e.ts': '',
    },
  },
  {
    says: 'a file has at most 300 lines',
    find: longFiles,
    caught: { 'src/core/long.ts': lines(301) },
    fine: { 'src/core/full.ts': `${lines(300)}\n`, 'src/core/regions.json': lines(900), 'src/platform/db/tables.ts': lines(900) },
  },
  {
    says: 'a function has at most 50 lines, a component 120',
    find: longFunctions,
    caught: {
      'src/core/a.ts': `export function a() {\n${lines(49)}\n}`,
      'src/core/b.ts': `export const b = change(x, async () => {\n${lines(49)}\n})`,
      'src/ui/C.tsx': `export function C() {\n${lines(119)}\n}`,
      'src/ui/d.tsx': `export function useD() {\n${lines(49)}\n}`,
    },
    fine: {
      'src/core/e.ts': `export function e() {\n${lines(48)}\n}`,
      'src/ui/F.tsx': `export const F = () => {\n${lines(118)}\nreturn <p>字</p>\n}`.replace('const line0 = 0\n', ''),
      'src/core/g.test.ts': `test('g', () => {\n${lines(80)}\n})`,
    },
  },
  {
    says: 'each table has one writer, and it is a store or the platform',
    find: strayWriters,
    caught: {
      'src/modules/tasks/actions.ts': "tx.insertInto('note').values(x)",
      'src/modules/tasks/store.ts': "tx.updateTable('task').set(x)",
      'src/modules/care/store/save.ts': 'sql`update task set state = 1`',
      'src/main/server.ts': "db.deleteFrom('session')",
    },
    fine: {
      'src/modules/customers/store.ts': "tx.insertInto('customer'); tx.updateTable('customer'); sql`insert into customer (id) select 1`",
      'src/modules/customers/store/merge.ts': "tx.deleteFrom('customer') // never insert into task here",
      'src/platform/jobs/jobs.ts': "tx.insertInto('job')",
      'src/modules/visits/store.test.ts': "tx.insertInto('customer')",
    },
  },
  {
    says: 'SQL stands in store, queries and the shelves',
    find: straySql,
    caught: {
      'src/modules/tasks/actions.ts': "tx.selectFrom('task')",
      'src/modules/tasks/jobs.ts': "const text = 'copy task from stdin'",
      'src/main/server.ts': "db.selectFrom('task')",
    },
    fine: {
      'src/modules/customers/queries.ts': "db.selectFrom('customer')",
      'src/modules/customers/store.ts': 'sql`select 1`',
      'src/modules/tasks/queries.ts': 'return sql<number>`select 1`.execute(db)',
      'src/modules/kpi/measures/retention.ts': "db.selectFrom('kpi_public_value')",
      'src/platform/db/connect.ts': 'sql`select 1`',
      'src/modules/customers/actions.ts': '// sql`select 1` would be wrong here\nconst mysql = x',
    },
  },
  {
    says: 'a room reads its own tables, and those of others through their public views',
    find: foreignReads,
    beside: { 'src/modules/customers/store.ts': "tx.insertInto('customer')" },
    caught: {
      'src/modules/care/queries.ts': "db.selectFrom('customer as c')",
      'src/modules/kpi/measures/size.ts': "db.selectFrom('kpi_value').innerJoin('customer', 'a', 'b')",
    },
    fine: {
      'src/modules/customers/store.ts': "tx.insertInto('customer')",
      'src/modules/customers/queries.ts': "db.selectFrom('customer')",
      'src/modules/visits/queries.ts': "db.selectFrom('customers_public_names')",
    },
  },
  {
    says: 'only the clock reads the clock',
    find: clockReaders,
    caught: {
      'src/core/a.ts': 'export const a = () => Date.now()',
      'src/ui/B.tsx': 'export const b = <p>{new Date().getDay()}</p>',
      'src/core/c.ts': 'Date()',
    },
    fine: {
      'src/platform/clock.ts': 'export const now = () => new Date()',
      'src/core/d.ts': '// Date.now() and new Date() are forbidden\nexport const d = new Date(0)',
      'src/core/e.test.ts': 'Date.now()',
    },
  },
  {
    says: 'screens work over plain http: what browsers offer under https only is used in one place',
    find: secureOnlyUses,
    caught: {
      'src/ui/A.tsx': 'export const a = () => navigator.clipboard.writeText(x)',
      'src/platform/web/b.ts': 'export const b = () => crypto.randomUUID()',
      'src/modules/care/web/c.ts': 'const { geolocation } = navigator',
      'src/main/web/d.ts': 'export const d = () => window.caches.open(x)',
      'src/main/web/d2.ts': 'export const d = () => globalThis.navigator.share(x)',
      'src/core/e.ts': 'export const e = (own: Crypto = crypto) => own.subtle',
    },
    fine: {
      'src/ui/secure-context.ts': 'export const copy = () => navigator.clipboard',
      'src/ui/f.ts': 'export const f = [navigator.language, crypto.getRandomValues(x), world.caches, { caches: 1 }]',
      'src/platform/g.ts': "import { randomUUID } from 'node:crypto'\nexport const g = () => crypto.randomUUID()",
    },
  },
  {
    says: 'nothing is exported by default or in bulk',
    find: looseExports,
    caught: { 'src/core/a.ts': 'export default 1', 'src/core/b.ts': "export * from './a.ts'" },
    fine: { 'src/core/c.ts': "export { d } from './d.ts'" },
  },
  {
    says: 'a test is switched off only with a reason beside it',
    find: unexplainedSkips,
    caught: {
      'test/a.test.ts': off('skip'),
      'test/b.test.ts': `// one at a time\n${off('only')}`,
      'src/core/c.test.ts': `${off('skipIf', 'describe')}`,
    },
    fine: {
      'test/d.test.ts': `// the embedded server has no ICU\n${off('skip')}`,
      'test/e.test.ts': `${off('skipIf(!hasData)')} // reads the shared data`,
      'test/g.test.ts': `if (!here) console.info('skipped: no data')\n${off('skipIf(!here)')}`,
      'test/f.test.ts': `const text = '${off('skip').replaceAll("'", '')}'`,
    },
  },
  {
    says: 'the compiler is not silenced',
    find: silencedTypes,
    caught: { 'src/core/a.ts': `// @ts-${'ignore'}`, 'test/b.test.ts': `// @ts-${'nocheck'}` },
    fine: { 'src/core/c.ts': '// @ts-expect-error: the compiler must refuse this' },
  },
  {
    says: 'migrations stay within what a sharded schema allows, numbered without a gap',
    find: badMigrations,
    caught: {
      'db/migrations/0001-a.sql': 'create TRIGGER t before insert on x execute function f();',
      'db/migrations/0002-b.sql': 'merge into x using y on true when matched then delete;',
      'db/migrations/0003-c.sql': 'create table x (id int references other.person (id));',
      'db/migrations/0004-d.sql': 'create index i on other.person (id);',
      'db/migrations/0005-e.sql': 'create view v as select 1 from public.person;',
      'db/migrations/0006-f.sql': 'set search_path to other;',
      'db/migrations/0008-late.sql': 'select 1;',
    },
    fine: {
      'db/migrations/0001-right.sql': `-- no trigger, and nothing from public.person
create table person (id bigint primary key, note text default 'a trigger; merge into x', merged boolean);
create view people_public_names as select p.id, extract(year from p.born) y from person p join post q on q.id = p.id
where p.a is distinct from p.b and exists (select 1 from post where post.id = p.id);
create index person_name on person (lower(name));`,
    },
  },
  {
    says: 'no line names a place on one machine or a registry',
    find: placesNamed,
    caught: {
      'README.md': `see ${'/'}${'work'}/main`,
      'src/core/a.ts': `const a = '${'/'}${'root'}/.npmrc'`,
      'docs/b.md': `https:/${'/'}registry.${'npm'}js.org/x`,
    },
    fine: { 'docs/c.md': 'src/work/ and ~/root/x, https://nodejs.org/', 'src/core/d.ts': "const path = '/api/work-items/'" },
  },
]

const tree = readTree(root)

test('the tree is read', () => {
  expect(sources(tree).length).toBeGreaterThan(10)
  expect(tree['package.json']).toContain('kewei')
})

describe.each(checks)('$says', ({ find, caught, beside, fine }) => {
  test('holds here', () => {
    expect(find(tree)).toEqual([])
  })

  test.each(Object.keys(caught))('catches %s', (path) => {
    expect(find({ ...beside, ...caught }).join('\n')).toContain(path)
  })

  test('leaves alone what is right', () => {
    expect(find(fine)).toEqual([])
  })
})
