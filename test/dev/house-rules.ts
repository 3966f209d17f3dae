import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser'

export type Violation = { rule: string; from: string; to: string }
export type Reading = { violations: readonly Violation[]; read: readonly string[]; unread: readonly string[] }

const config: { forbidden: (IForbiddenRuleType & { name: string })[]; options: ICruiseOptions & { enhancedResolveOptions: object } } =
  createRequire(import.meta.url)('../../.dependency-cruiser.cjs')

export const ruleNames: readonly string[] = config.forbidden.map((rule) => rule.name)

/** Every TypeScript file under `src`, as a path from `tree`. */
export function sourceFiles(tree: string): string[] {
  return readdirSync(join(tree, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .sort()
}

/** Reads who imports whom under `tree`/src and compares it with the rules; `unread` are files the reader passed over. */
export async function readHouse(tree: string): Promise<Reading> {
  const { enhancedResolveOptions, ...options } = config.options
  const ruleSet = { forbidden: config.forbidden }
  const { output } = await cruise(['src'], { ...options, ruleSet, validate: true, baseDir: tree }, enhancedResolveOptions)
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`)
  const seen = new Set(output.modules.map((module) => module.source))
  const files = sourceFiles(tree)
  return {
    violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    read: files.filter((file) => seen.has(file)),
    unread: files.filter((file) => !seen.has(file)),
  }
}

/** Prints what breaks the rules; true when nothing does and every source file was read. */
export async function houseIsInOrder(tree: string): Promise<boolean> {
  const { violations, read, unread } = await readHouse(tree)
  for (const { rule, from, to } of violations) console.log(`  ${rule}: ${from} -> ${to}`)
  for (const file of unread) console.log(`  not read: ${file}`)
  console.log(`  ${read.length} modules read, ${violations.length} imports against the rules`)
  return violations.length === 0 && unread.length === 0 && read.length > 0
}
