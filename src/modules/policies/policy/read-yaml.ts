import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { mostProblems, type PolicyProblem } from './problems.ts'

/** What a policy text may cost at most: bytes, marks (line ends, brackets, quotes and the like), levels of nesting. */
export const yamlLimits = { bytes: 1_000_000, marks: 40_000, depth: 24 } as const

/** The plain value of a YAML text (records without prototype, lists, scalars), and the line where a path stands. */
export type PlainYaml = { value: unknown; lineOf: (path: readonly PropertyKey[]) => number | undefined }

export type ReadYaml = { ok: true; yaml: PlainYaml } | { ok: false; problems: PolicyProblem[] }

/**
 * Reads one YAML 1.2 document as plain data. Refused: aliases and anchors, tags, keys that are no text or
 * stand twice, `__proto__` and its like, several documents, anything beyond `yamlLimits`.
 */
export function readYaml(text: string): ReadYaml {
  const refusal = tooCostly(text)
  if (refusal) return { ok: false, problems: [refusal] }
  const lines = new LineCounter()
  // The library's own check for duplicate keys compares every pair of keys: minutes for a large flat map.
  const document = parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'error', lineCounter: lines })
  const syntax = document.errors.map((error) => ({
    path: '',
    line: lines.linePos(error.pos[0]).line,
    reason: error.code === 'MULTIPLE_DOCS' ? 'many-documents' : 'syntax',
    facts: { code: error.code },
  }))
  if (syntax.length > 0) return { ok: false, problems: syntax.slice(0, mostProblems) }
  if (isEmpty(document)) return { ok: false, problems: [{ path: '', reason: 'empty', facts: {} }] }
  return plainDocument(document, lines)
}

function tooCostly(text: string): PolicyProblem | undefined {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > yamlLimits.bytes) return { path: '', reason: 'too-large', facts: { bytes, most: yamlLimits.bytes } }
  const marks = text.match(/[\n,[{*&!"']|[-?:] /g)?.length ?? 0
  if (marks > yamlLimits.marks) return { path: '', reason: 'too-complex', facts: { marks, most: yamlLimits.marks } }
  return undefined
}

const isEmpty = (document: Document.Parsed): boolean =>
  document.contents === null || (isScalar(document.contents) && document.contents.value === null && !document.contents.tag)

type Reading = { lines: LineCounter; problems: PolicyProblem[] }

function plainDocument(document: Document.Parsed, lines: LineCounter): ReadYaml {
  const reading: Reading = { lines, problems: [] }
  const value = plain(document.contents, [], reading)
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems.slice(0, mostProblems) }
  return { ok: true, yaml: { value, lineOf: (path) => lineOf(document.contents, path, lines) } }
}

type Path = readonly string[]

function plain(node: unknown, path: Path, reading: Reading): unknown {
  if (path.length > yamlLimits.depth) return objectTo('too-deep', node, path, reading, { most: yamlLimits.depth })
  if (isAlias(node)) return objectTo('alias-refused', node, path, reading)
  if (isMap(node) || isSeq(node) || isScalar(node)) {
    if (node.anchor) return objectTo('alias-refused', node, path, reading, { anchor: node.anchor })
    if (node.tag) return objectTo('tag-refused', node, path, reading, { tag: node.tag })
  }
  if (isMap(node)) return plainMap(node, path, reading)
  if (isSeq(node)) return node.items.map((item, index) => plain(item, [...path, String(index)], reading))
  return isScalar(node) ? node.value : null
}

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

function plainMap(map: YAMLMap, path: Path, reading: Reading): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null)
  for (const { key, value } of map.items) {
    const name = isScalar(key) && !key.tag && !key.anchor ? key.value : undefined
    if (typeof name !== 'string') objectTo('wrong-key', key, path, reading)
    else if (forbiddenKeys.has(name)) objectTo('forbidden-key', key, [...path, name], reading, { key: name })
    else if (name in record) objectTo('duplicate-key', key, [...path, name], reading, { key: name })
    else record[name] = plain(value, [...path, name], reading)
  }
  return { ...record }
}

function objectTo(reason: string, node: unknown, path: Path, reading: Reading, facts: PolicyProblem['facts'] = {}): undefined {
  const line = startOf(node, reading.lines)
  reading.problems.push({ path: path.join('.'), ...(line === undefined ? {} : { line }), reason, facts })
}

function startOf(node: unknown, lines: LineCounter): number | undefined {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : undefined
  return range ? lines.linePos(range[0]).line : undefined
}

/** The line of the deepest part of the path that is written in the text. */
function lineOf(root: Node | null, path: readonly PropertyKey[], lines: LineCounter): number | undefined {
  let node: unknown = root
  let line = startOf(root, lines)
  for (const segment of path) {
    const step = isMap(node) ? pairOf(node, segment) : isSeq(node) ? itemOf(node, segment) : undefined
    if (!step) break
    line = startOf(step.mark, lines) ?? line
    node = step.node
  }
  return line
}

type Step = { mark: unknown; node: unknown }

function pairOf(map: YAMLMap, segment: PropertyKey): Step | undefined {
  const pair: Pair | undefined = map.items.find(({ key }) => isScalar(key) && key.value === segment)
  return pair && { mark: pair.key, node: pair.value }
}

function itemOf(seq: YAMLSeq, segment: PropertyKey): Step | undefined {
  const item: unknown = seq.items[Number(segment)]
  return item === undefined ? undefined : { mark: item, node: item }
}
