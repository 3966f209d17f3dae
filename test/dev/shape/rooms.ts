import { isTypeScript, type Tree } from './tree.ts'

const roomFiles = ['contract', 'policy', 'text', 'queries', 'store', 'actions', 'jobs', 'reactions', 'module']
const shelves = ['contract', 'policy', 'queries', 'actions', 'store', 'web', 'channels', 'measures', 'catalogue', 'sources']

const belongs = (inside: string): boolean => {
  const [first = '', ...rest] = inside.split('/')
  return rest.length > 0 ? shelves.includes(first) : roomFiles.includes(inside.replace(/(\.test)?\.tsx?$/, ''))
}

/** Files of a room whose name does not say what they are, and rooms that are not on the list. */
export function strangeInRooms(tree: Tree, rooms: readonly string[]): string[] {
  return Object.keys(tree).flatMap((path) => {
    const [, room = '', inside = ''] = /^src\/modules\/([^/]+)(?:\/(.*))?$/.exec(path) ?? []
    if (room === '') return []
    if (!rooms.includes(room)) return [`${path}: ${room} is not in src/main/rooms.json`]
    return belongs(inside) ? [] : [`${path}: a room holds no such file`]
  })
}

/** As the last word of a name; `common-passwords` and `manager-closes` say something. */
const vague = /(^|[/-])(utils?|helpers?|common|managers?|handlers?|data2)(?=[./]|$)/i
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const pascal = /^[A-Z][A-Za-z0-9]*$/

/** Files whose name says nothing, or is written in another case than kebab-case (PascalCase for a component). */
export function badNames(tree: Tree): string[] {
  return Object.keys(tree)
    .filter((path) => /^(src|test|e2e|bench)\//.test(path) && isTypeScript(path))
    .filter((path) => {
      const stem = (path.split('/').at(-1) ?? '').replace(/(\.(test|data|deep|bench|e2e|config|d))*\.tsx?$/, '')
      const wellWritten = kebab.test(stem) || (path.endsWith('.tsx') && pascal.test(stem))
      return vague.test(path.replace(/\.\w+$/, '')) || !wellWritten
    })
}

/** Files over 300 lines, which nobody sees at a glance. */
export function longFiles(tree: Tree, limit = 300): string[] {
  return Object.entries(tree)
    .filter(([path]) => /^(src|test|e2e|bench|bin)\//.test(path) && !path.endsWith('.json') && path !== 'src/platform/db/tables.ts')
    .map(([path, text]) => [path, text.trimEnd().split('\n').length] as const)
    .filter(([, lines]) => lines > limit)
    .map(([path, lines]) => `${path}: ${lines} lines`)
}
