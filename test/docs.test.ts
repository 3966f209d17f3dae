import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { speaker } from '../src/core/text.ts'
import { buildProgram } from '../src/main/cli/program.ts'
import { fieldsOf } from '../src/modules/importing/policy/fields.ts'
import { sectionNames } from '../src/modules/policies/policy/document.ts'
import { TIER_COLUMNS } from '../src/modules/tiering/policy/columns.ts'
import { environmentNames } from '../src/platform/config.ts'
import { root } from './dev/run.ts'
import { readTree } from './dev/shape/tree.ts'

/** A document by its path from the root, and its text. */
type Doc = { path: string; text: string }

const tree = readTree(root)
const docs: Doc[] = Object.entries(tree)
  .filter(([path]) => /^([^/]+|docs\/.*)\.md$/.test(path))
  .map(([path, text]) => ({ path, text }))
const textOf = (path: string): string => tree[path] ?? ''

const dependencies = z.record(z.string(), z.string())
const manifest = z
  .object({ scripts: dependencies, dependencies, devDependencies: dependencies, optionalDependencies: dependencies })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

const program = buildProgram(speaker([], 'en'), 'en')

const codeBlock = /^```.*\n([\s\S]*?)^```/gm
const inlineCode = /`([^`\n]+)`/g

/** What stands in code: the lines of blocks, and spans in sentences. */
const codeIn = (text: string): string[] => [
  ...[...text.matchAll(codeBlock)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replace(codeBlock, '').matchAll(inlineCode)].map(([, span = '']) => span),
]

const folders = /^(?:src|db|bin|test|docs|policies|bench|e2e)\/[\w./-]*$/

/** Paths a document names: its links, and words in code that begin with a folder of ours. */
function pathsNamed({ path, text }: Doc): string[] {
  const links = [...text.replace(codeBlock, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*$/, ''))
  const files = links.filter((target) => target !== '' && !/^[a-z]+:/.test(target)).map((target) => normalize(join(dirname(path), target)))
  return [...files, ...codeIn(text).flatMap((code) => code.split(/\s+/).filter((word) => folders.test(word)))]
}

const headingsOf = (text: string): string[] => [...text.replace(codeBlock, '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading)

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

/** Links to a heading that is not there. */
function brokenAnchors({ path, text }: Doc): string[] {
  const links = [...text.matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/g)]
  return links
    .filter(([, file = '', anchor = '']) => {
      const target = file === '' ? text : textOf(normalize(join(dirname(path), file)))
      return !headingsOf(target).map(anchorOf).includes(anchor)
    })
    .map(([, file = '', anchor = '']) => `${path}: ${file}#${anchor}`)
}

const brokenPaths = (doc: Doc): string[] =>
  pathsNamed(doc)
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${doc.path}: ${path}`)

/** `npm run x`, `npm start`, `npm test` for scripts there are not, `kewei-dev x` likewise. */
function brokenScripts({ path, text }: Doc): string[] {
  const scripts = codeIn(text).flatMap((code) =>
    [...code.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)].map(([said, name = '']) => ({ said, name })),
  )
  const npmOwn = ['install', 'ci', 'run']
  const missing = scripts.filter(({ name }) => !npmOwn.includes(name) && !Object.hasOwn(manifest.scripts, name)).map(({ said }) => said)
  const dev = codeIn(text).flatMap((code) =>
    [...code.matchAll(/\bbin\/kewei-dev ([a-z][\w-]*)/g)].map(([said, name = '']) => ({ said, name })),
  )
  const known = textOf('test/dev/main.ts')
  const missingDev = dev.filter(({ name }) => !new RegExp(`^ {2}'?${name}'?[:,]`, 'm').test(known)).map(({ said }) => said)
  return [...missing, ...missingDev].map((said) => `${path}: ${said}`)
}

const childOf = (command: Command, name: string): Command | undefined => command.commands.find((child) => child.name() === name)

/** What is wrong with the words after `bin/kewei`: a command or an option there is not. */
function faultsOf(words: readonly string[]): string[] {
  let command: Command = program
  let at = 0
  for (let next = childOf(command, words[at] ?? ''); next; next = childOf(command, words[at] ?? '')) {
    command = next
    at += 1
  }
  const unknown = command.commands.length > 0 && words[at] !== undefined && !words[at]?.startsWith('-') ? [words[at] ?? ''] : []
  const options = [...program.options, ...command.options].map(({ long }) => long)
  return [...unknown, ...words.slice(at).filter((word) => word.startsWith('--') && ![...options, '--help'].includes(word))]
}

/** Calls of `bin/kewei` that it would refuse. */
function brokenCommands({ path, text }: Doc): string[] {
  return codeIn(text).flatMap((code) => {
    const [, said] = /\bbin\/kewei((?: [^#`>|]*)?)/.exec(code.replace(/ #.*$/, '')) ?? []
    const faults = said === undefined ? [] : faultsOf(said.trim().split(/\s+/).filter(Boolean))
    return faults.map((fault) => `${path}: bin/kewei${said}: ${fault}`)
  })
}

const checks: [says: string, find: (doc: Doc) => string[], planted: string, caught: readonly string[]][] = [
  ['every path is there', brokenPaths, 'see [it](docs/nowhere.md) and `src/core/nothing.ts`', ['docs/nowhere.md', 'src/core/nothing.ts']],
  ['every link to a heading finds it', brokenAnchors, '[there](docs/operating.md#nowhere)', ['#nowhere']],
  [
    'every script is in package.json',
    brokenScripts,
    'run `npm run nothing`, then `bin/kewei-dev nothing`',
    ['npm run nothing', 'bin/kewei-dev nothing'],
  ],
  [
    'every command is one of the command line',
    brokenCommands,
    '`bin/kewei tier guess NO` or `bin/kewei serve --fast`',
    ['guess', '--fast'],
  ],
]

describe.each(checks)('in the documents %s', (_, find, planted, caught) => {
  test.each(docs.map((doc) => [doc.path, doc] as const))('%s', (_path, doc) => {
    expect(find(doc)).toEqual([])
  })

  test('a planted mistake is caught', () => {
    const found = find({ path: 'planted.md', text: planted })
    expect(caught.filter((mistake) => !found.join('\n').includes(mistake))).toEqual([])
  })
})

test('there are documents, and they name paths', () => {
  expect(docs.length).toBeGreaterThan(15)
  expect(docs.flatMap(pathsNamed).length).toBeGreaterThan(80)
})

test('both READMEs have the same sections, links and code', () => {
  const shapeOf = (text: string) => ({
    headings: [...text.replace(codeBlock, '').matchAll(/^#+(?= )/gm)].map(([level]) => level),
    code: [...text.matchAll(codeBlock)].map(([, block = '']) => block.replace(/ +#.*$/gm, '')),
    links: pathsNamed({ path: 'README.md', text })
      .filter((path) => !path.startsWith('README'))
      .sort(),
  })
  expect(shapeOf(textOf('README.zh-CN.md'))).toEqual(shapeOf(textOf('README.md')))
})

test.each(docs.filter(({ path }) => /^ARCHITECTURE|^README|^docs\/decisions\//.test(path)).map(({ path, text }) => [path, text] as const))(
  '%s is short enough to be read',
  (path, text) => {
    const most = path.startsWith('docs/decisions/') ? 40 : path.startsWith('README') ? 60 : 120
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(most)
  },
)

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)]

test.each<[what: string, names: readonly string[], document: string]>([
  ['every environment variable', environmentNames.map(([, name]) => `\`${name}\``), 'docs/operating.md'],
  ['every option', [...new Set(everyCommand(program).flatMap((c) => c.options.map(({ long }) => long ?? '')))], 'docs/operating.md'],
  ['every command', program.commands.map((c) => `bin/kewei ${c.name()}`), 'docs/operating.md'],
  [
    'every field of a column map',
    Object.values(fieldsOf)
      .flat()
      .map(({ name }) => `\`${name}\``)
      .filter((n) => !n.includes('customer.')),
    'docs/operating.md',
  ],
  ['every column of the tiers export', TIER_COLUMNS.map((name) => `\`${name}\``), 'docs/operating.md'],
  ['every section of a policy', sectionNames.map((name) => `\`${name}\``), 'docs/operating.md'],
  [
    'every package',
    Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies }).map((n) => `\`${n}\``),
    'THIRD-PARTY.md',
  ],
])('%s is described', (_, names, document) => {
  const text = textOf(document)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !text.includes(name))).toEqual([])
})
