import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import { isPlain, type Plain } from '../../policies/policy/paths.ts'
import type { PolicyProblem } from '../../policies/policy/problems.ts'
import { readYaml } from '../../policies/policy/read-yaml.ts'

/** Where something stands: names of keys, and places in lists from 0. */
export type Place = readonly (string | number)[]

/** A policy text that could be read: its values, and its nodes, which know where in the text they stand. */
export type PolicyText = { readonly source: string; readonly value: Plain; readonly root: YAMLMap; readonly lines: LineCounter }

export type ReadText = { ok: true; text: PolicyText } | { ok: false; problems: readonly PolicyProblem[] }

/** Reads a text for its form. What its chapters hold is not judged here, only whether it is one record of plain values. */
export function readText(source: string): ReadText {
  const read = readYaml(source)
  if (!read.ok) return read
  const lines = new LineCounter()
  const { contents } = parseDocument(source, {
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  })
  const { value } = read.yaml
  if (!isMap(contents) || !isPlain(value)) return { ok: false, problems: [{ path: '', line: 1, reason: 'no-chapters', facts: {} }] }
  return { ok: true, text: { source, value, root: contents, lines } }
}

/** The value at a place, or undefined. */
export function valueIn(value: unknown, place: Place): unknown {
  let at = value
  for (const step of place) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined
    else at = isPlain(at) && Object.hasOwn(at, step) ? at[step] : undefined
  }
  return at
}

export type Found = {
  /** Missing where a key has nothing after its colon. */
  readonly node: Node | null
  readonly parent: YAMLMap | YAMLSeq
  /** The key in front of it; a list has none. */
  readonly key: Node | undefined
  readonly index: number
}

/** The node at a place, and what it hangs on. The whole document has no place. */
export function nodeAt(root: Node, place: Place): Found | undefined {
  let found: Found | undefined
  let node: Node | null = root
  for (const step of place) {
    found = isMap(node) ? inMap(node, step) : isSeq(node) ? inSeq(node, step) : undefined
    if (!found) return undefined
    node = found.node
  }
  return found
}

export const asNode = (value: unknown): Node | null => (isMap(value) || isSeq(value) || isScalar(value) ? value : null)

function inMap(map: YAMLMap, step: string | number): Found | undefined {
  const index = map.items.findIndex(({ key }) => isScalar(key) && key.value === step)
  const pair: Pair | undefined = map.items[index]
  const key = pair && asNode(pair.key)
  return pair && key ? { node: asNode(pair.value), parent: map, key, index } : undefined
}

function inSeq(seq: YAMLSeq, step: string | number): Found | undefined {
  if (typeof step !== 'number' || step < 0 || step >= seq.items.length) return undefined
  return { node: asNode(seq.items[step]), parent: seq, key: undefined, index: step }
}

export const startOf = (node: Node): number => node.range?.[0] ?? 0

/** Where a value ends, without the comment and the line break that follow it. */
export function endOf(node: Node, source: string): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const inner = isMap(node) ? lastOf(node) : asNode(node.items.at(-1))
    if (inner) return Math.max(endOf(inner, source), startOf(inner))
  }
  let end = node.range?.[1] ?? 0
  while (end > startOf(node) && /\s/.test(source[end - 1] ?? '')) end--
  return end
}

function lastOf(map: YAMLMap): Node | null {
  const last = map.items.at(-1)
  return asNode(last?.value) ?? asNode(last?.key)
}

export type Span = { readonly from: number; readonly to: number }

/** The lines (from 1) on which a place stands, its key included; of a place that is not written, its nearest outer one. */
export function linesOf({ root, source, lines }: PolicyText, place: Place): Span | undefined {
  for (let length = place.length; length > 0; length--) {
    const found = nodeAt(root, place.slice(0, length))
    const first = found?.key ?? found?.node
    if (!found || !first) continue
    return { from: lines.linePos(startOf(first)).line, to: lines.linePos(endOf(found.node ?? first, source)).line }
  }
  return undefined
}

/** The deepest place that stands on a line: what a person is looking at who has the cursor there. */
export function placeOnLine({ root, source, lines }: PolicyText, line: number): Place {
  const lineAt = (at: number) => lines.linePos(at).line
  const within = (node: Node | null, place: Place): Place => {
    for (const { step, first, value } of childrenOf(node)) {
      const [from, to] = [lineAt(startOf(first)), lineAt(endOf(value ?? first, source))]
      // Several values on one line are looked at together.
      if (from <= line && line <= to) return from === to && isFlow(node) ? place : within(value, [...place, step])
    }
    return place
  }
  return within(root, [])
}

const isFlow = (node: unknown): boolean => (isMap(node) || isSeq(node)) && node.flow === true

type Child = { readonly step: string | number; readonly first: Node; readonly value: Node | null }

function childrenOf(node: Node | null): Child[] {
  if (isSeq(node)) {
    return node.items.flatMap((item, step) => {
      const value = asNode(item)
      return value ? [{ step, first: value, value }] : []
    })
  }
  if (!isMap(node)) return []
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) && typeof key.value === 'string' ? [{ step: key.value, first: key, value: asNode(value) }] : [],
  )
}

/** What the text remarks behind a value; behind the name of one that goes over several lines. */
export function commentOf({ root, source }: PolicyText, place: Place): string | undefined {
  const found = nodeAt(root, place)
  const node = found?.node ?? found?.key
  if (!found || !node) return undefined
  const isBlock = (isMap(node) || isSeq(node)) && !node.flow
  if (isBlock && !found.key) return undefined
  const end = isBlock && found.key ? source.indexOf(':', endOf(found.key, source)) + 1 : endOf(node, source)
  const newline = source.indexOf('\n', end)
  return /^[ \t]+#\s*(.*?)\s*$/.exec(source.slice(end, newline < 0 ? undefined : newline))?.[1] || undefined
}
