import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync } from 'vite'

/** The text of each file by its path from the root of the repository. Checks take a tree, so that a test can plant one. */
export type Tree = Readonly<Record<string, string>>

const notOurs = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage', 'test-results'])
const textFile = /\.(ts|tsx|mjs|cjs|js|json|sql|ya?ml|md|html|css|sh|txt)$|(^|\/)[^.]+$/

export function readTree(root: string): Tree {
  const files: Record<string, string> = {}
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !(folder === '' && notOurs.has(entry.name))) walk(path)
      if (entry.isFile() && textFile.test(path)) files[path] = readFileSync(join(root, path), 'utf8')
    }
  }
  walk('')
  return files
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)
export const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path)

/** The TypeScript under `src` that ships: no tests, nothing generated. */
export const sources = (tree: Tree): [path: string, text: string][] =>
  Object.entries(tree).filter(([path]) => path.startsWith('src/') && isTypeScript(path) && !isTest(path) && !isGenerated(path))

export const isGenerated = (path: string): boolean => path === 'src/platform/db/tables.ts'

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

const isNode = (value: unknown): value is ESTree.Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** Calls `visit` for every syntax node of a file, parents first. Throws when the file cannot be parsed. */
export function visitSyntax(path: string, text: string, visit: (node: ESTree.Node, parent: ESTree.Node | undefined) => void): void {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const walk = (node: ESTree.Node, parent: ESTree.Node | undefined) => {
    visit(node, parent)
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, node)
    }
  }
  walk(program, undefined)
}
