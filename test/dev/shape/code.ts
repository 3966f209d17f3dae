import type { ESTree } from 'vite'
import { isTypeScript, lineAt, sources, type Tree, visitSyntax } from './tree.ts'

const mayReadTheClock = (path: string): boolean => /^src\/platform\/(web\/)?clock\.ts$/.test(path)

const isCallOf = (node: ESTree.Node, object: string, property: string): boolean =>
  node.type === 'CallExpression' &&
  node.callee.type === 'MemberExpression' &&
  node.callee.object.type === 'Identifier' &&
  node.callee.object.name === object &&
  node.callee.property.type === 'Identifier' &&
  node.callee.property.name === property

const isBareDate = (node: ESTree.Node): boolean =>
  (node.type === 'NewExpression' || node.type === 'CallExpression') &&
  node.callee.type === 'Identifier' &&
  node.callee.name === 'Date' &&
  node.arguments.length === 0

/** Places that read the clock themselves instead of being told the time. */
export function clockReaders(tree: Tree): string[] {
  return sources(tree)
    .filter(([path]) => !mayReadTheClock(path))
    .flatMap(([path, text]) => {
      const found: string[] = []
      visitSyntax(path, text, (node) => {
        if (isBareDate(node) || isCallOf(node, 'Date', 'now')) found.push(`${path}:${lineAt(text, node.start)}`)
      })
      return found
    })
}

const isFunction = (node: ESTree.Node): boolean =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'

const nameOf = (node: ESTree.Node, parent: ESTree.Node | undefined): string => {
  if ('id' in node && node.id && node.id.type === 'Identifier') return node.id.name
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  return 'a function'
}

/** Functions over 50 lines; a component (PascalCase, in a .tsx file) may have 120. */
export function longFunctions(tree: Tree): string[] {
  return sources(tree).flatMap(([path, text]) => {
    const found: string[] = []
    visitSyntax(path, text, (node, parent) => {
      if (!isFunction(node)) return
      const name = nameOf(node, parent)
      const first = lineAt(text, node.start)
      const lines = lineAt(text, node.end) - first + 1
      const limit = path.endsWith('.tsx') && /^[A-Z]/.test(name) ? 120 : 50
      if (lines > limit) found.push(`${path}:${first}: ${name} has ${lines} lines, of ${limit}`)
    })
    return found
  })
}

/** Default exports and barrels (`export *`): both let one thing have two names. */
export function looseExports(tree: Tree): string[] {
  return sources(tree).flatMap(([path, text]) => {
    const found: string[] = []
    visitSyntax(path, text, (node) => {
      if (node.type === 'ExportDefaultDeclaration') found.push(`${path}: default export`)
      if (node.type === 'ExportAllDeclaration') found.push(`${path}: export *`)
    })
    return found
  })
}

const skipping = /\b(?:it|test|describe)(?:\.\w+)*\.(skip|skipIf|runIf|todo|only|fails)\b/
const comment = /\/\/\s*\S+ \S+/
/** A sentence in a comment, or in what the test itself prints or is called when it is left out. */
const hasReason = (line: string, above: string): boolean =>
  comment.test(line) || comment.test(above) || /^\s*\*\s*\S+ \S+/.test(above) || /\bskipped: \S+ \S+/.test(above)

/** Tests switched off without a reason beside them, above them, or printed above them; `.only` has no good reason. */
export function unexplainedSkips(tree: Tree): string[] {
  return Object.entries(tree)
    .filter(([path]) => /^(src|test|e2e)\//.test(path) && isTypeScript(path))
    .flatMap(([path, text]) => {
      const lines = text.split('\n')
      return lines.flatMap((line, i) => {
        const how = skipping.exec(line.replace(/(['"`])(?:\\.|(?!\1).)*\1/g, "''"))?.[1]
        if (!how || (how !== 'only' && hasReason(line, lines[i - 1] ?? ''))) return []
        return [`${path}:${i + 1}: ${how} without a reason`]
      })
    })
}

/** Compiler complaints silenced in a way that hides the next one too. */
export function silencedTypes(tree: Tree): string[] {
  const silence = new RegExp(`@ts-${'(ignore|nocheck)'}\\b`)
  return Object.entries(tree)
    .filter(([path, text]) => /^(src|test|e2e|bench)\//.test(path) && isTypeScript(path) && silence.test(text))
    .map(([path]) => path)
}

const runsInBrowsers = (path: string): boolean => /^src\/(ui|core|platform\/web|main\/web|modules\/[^/]+\/web)\//.test(path)
/** The parts of a screen, and the tabs of a browser that agree on one of them: both have a way without it. */
const mayNeedHttps = (path: string): boolean => ['src/ui/secure-context.ts', 'src/platform/web/live/lead.ts'].includes(path)

/** What plain http has, too; anything else of these may be missing there. */
const everywhere = new Map([
  ['navigator', ['language', 'languages', 'userAgent', 'onLine', 'maxTouchPoints']],
  ['crypto', ['getRandomValues']],
])
const onlySecure = ['isSecureContext', 'caches', 'cookieStore', 'Notification', 'showSaveFilePicker', 'showOpenFilePicker']

const isPropertyOf = (node: ESTree.Node, parent: ESTree.Node | undefined): boolean =>
  (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
  ((parent?.type === 'Property' || parent?.type === 'PropertyDefinition' || parent?.type === 'TSPropertySignature') && parent.key === node)

/** Screens that use what browsers offer under https only, without the way around it that `ui/secure-context.ts` has. */
export function secureOnlyUses(tree: Tree): string[] {
  return sources(tree)
    .filter(([path]) => runsInBrowsers(path) && !mayNeedHttps(path))
    .flatMap(([path, text]) => {
      const found: string[] = []
      visitSyntax(path, text, (node, parent) => {
        if (node.type === 'MemberExpression' && namesGlobal(node.object) && node.property.type === 'Identifier') {
          if ([...onlySecure, ...everywhere.keys()].includes(node.property.name))
            found.push(`${path}:${lineAt(text, node.start)}: ${node.property.name}`)
        }
        if (node.type !== 'Identifier' || isPropertyOf(node, parent)) return
        const allowed = everywhere.get(node.name)
        const used = parent?.type === 'MemberExpression' && parent.property.type === 'Identifier' ? parent.property.name : ''
        if (allowed ? !allowed.includes(used) : onlySecure.includes(node.name))
          found.push(`${path}:${lineAt(text, node.start)}: ${node.name}.${used}`)
      })
      return found
    })
}

const namesGlobal = (node: ESTree.Node): boolean => node.type === 'Identifier' && ['window', 'globalThis', 'self'].includes(node.name)
