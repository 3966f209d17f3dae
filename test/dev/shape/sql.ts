import { sources, type Tree } from './tree.ts'

const roomOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const isStore = (path: string): boolean => /^src\/modules\/[^/]+\/store(\.ts$|\/)/.test(path)
const mayHoldSql = (path: string): boolean =>
  path.startsWith('src/platform/') || /^src\/modules\/([^/]+\/(store|queries)(\.ts$|\/)|reports\/catalogue\/|kpi\/measures\/)/.test(path)
// Queries may hold SQL expressions: their connection cannot write, and a write in their text is caught below.
const mayHoldRawSql = (path: string): boolean =>
  path.startsWith('src/platform/') || /^src\/modules\/[^/]+\/(store|queries)(\.ts$|\/)/.test(path)

const builderWrite = /\.(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"`](\w+)/g
const rawWrite = /\b(?:insert\s+into|delete\s+from|copy)\s+"?(\w+)"?[\s(]|\bupdate\s+"?(\w+)"?\s+(?:as\s+\w+\s+|\w+\s+)?set\b/gi
const builderRead =
  /\.(?:selectFrom|innerJoin|leftJoin|rightJoin|fullJoin|crossJoin|innerJoinLateral|leftJoinLateral|using)\(\s*['"`](\w+)/g
const builderCall = /\.(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(/
const rawSql = /\bsql(?:<[^`()]*>)?`|\bsql\.(?:raw|ref|table|lit|id|join)\b|\bcopyFrom\b|['"`]\s*copy\s+\w+/i

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '$1')

/** Who writes each table: the room, or `platform`, with the file. Raw SQL counts where it may stand. */
function writers(tree: Tree): { table: string; owner: string; path: string }[] {
  return sources(tree).flatMap(([path, commented]) => {
    const text = withoutComments(commented)
    const raw = mayHoldRawSql(path) ? [...text.matchAll(rawWrite)] : []
    const tables = [...text.matchAll(builderWrite), ...raw].map((match) => match[1] ?? match[2] ?? '')
    return [...new Set(tables)].map((table) => ({ table, owner: roomOf(path) ?? path.split('/')[1] ?? '', path }))
  })
}

/** Tables written outside a store or the platform, and tables with more than one writer. */
export function strayWriters(tree: Tree): string[] {
  const all = writers(tree)
  const misplaced = all.filter(({ path }) => !isStore(path) && !path.startsWith('src/platform/'))
  const owners = Map.groupBy(all, ({ table }) => table)
  const contested = [...owners].filter(([, by]) => new Set(by.map(({ owner }) => owner)).size > 1)
  return [
    ...misplaced.map(({ table, path }) => `${path}: writes ${table} outside a store`),
    ...contested.map(([table, by]) => `${table}: written by ${[...new Set(by.map(({ path }) => path))].join(' and ')}`),
  ]
}

/** Queries and raw SQL outside the files that may hold them. */
export function straySql(tree: Tree): string[] {
  return sources(tree).flatMap(([path, commented]) => {
    const text = withoutComments(commented)
    if (builderCall.test(text) && !mayHoldSql(path)) return [`${path}: SQL belongs in store or queries`]
    return rawSql.test(text) && !mayHoldRawSql(path) ? [`${path}: raw SQL belongs in store, queries or platform/db`] : []
  })
}

/** Reads of another room's tables other than through its views named `<room>_public_*`. */
export function foreignReads(tree: Tree): string[] {
  const owner = new Map(writers(tree).map(({ table, owner }) => [table, owner]))
  return sources(tree).flatMap(([path, text]) => {
    const room = roomOf(path)
    if (room === undefined) return []
    const tables = new Set([...withoutComments(text).matchAll(builderRead)].map((match) => match[1] ?? ''))
    return [...tables]
      .filter((table) => ![undefined, room, 'platform'].includes(owner.get(table)) && !table.includes('_public_'))
      .map((table) => `${path}: reads ${table}, which belongs to ${owner.get(table)}`)
  })
}

const identifier = '"?[a-z_]\\w*"?'
const qualified = new RegExp(
  `\\b(references|from|join|into|update|only|table|view|index|function|procedure|sequence|exists|type)\\s+${identifier}\\.${identifier}`,
  'i',
)
const forbiddenSql: [RegExp, string][] = [
  [/\btrigger\b/i, 'a trigger'],
  [/\bmerge\s+into\b/i, 'MERGE'],
  [/\bcreate\s+schema\b|\bset\s+(local\s+)?search_path\b/i, 'a schema of its own'],
  [qualified, 'a reference across schemas'],
  [/\bcreate\s+(unique\s+)?index\b[^;]*?\bon\s+(only\s+)?\w+\.\w+/i, 'a reference across schemas'],
  [/\b(public|kewei|graphile_worker)\s*\.\s*\w/i, 'a reference across schemas'],
]

const withoutSqlComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\/|--.*$/gm, '')
    .replace(/'(?:[^']|'')*'/g, "''")
    .replace(/\b(extract|substring|trim|overlay)\s*\([^()]*?\bfrom\b/gi, '$1(')
    .replace(/\bdistinct\s+from\b/gi, 'distinct')

/** Migrations that use what a sharded schema forbids, or that break the numbering. */
export function badMigrations(tree: Tree): string[] {
  const files = Object.keys(tree)
    .filter((path) => path.startsWith('db/migrations/'))
    .sort()
  const misnumbered = files.filter(
    (path, i) => !new RegExp(`^db/migrations/${String(i + 1).padStart(4, '0')}-[a-z0-9-]+\\.sql$`).test(path),
  )
  const forbidden = files.flatMap((path) => {
    const text = withoutSqlComments(tree[path] ?? '')
    return forbiddenSql.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${path}: ${what}`)
  })
  return [...misnumbered.map((path) => `${path}: out of number or not kebab-case`), ...new Set(forbidden)]
}
