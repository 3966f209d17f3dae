import { isMap, isScalar, isSeq, type Node, Scalar, type YAMLMap } from 'yaml'
import { isPlain } from '../../policies/policy/paths.ts'
import { asNode, endOf, type Found, nodeAt, type Place, type PolicyText, startOf, valueIn } from './policy-text.ts'
import { writtenBlock, writtenInline } from './written-value.ts'

/**
 * The text with another value at a place; undefined takes the key away. Only the lines of that value change: comments, order and
 * spacing of everything else stay as they were. `order` names the keys of the record in the order people expect, for a new key.
 */
export function setValue(text: PolicyText, place: Place, value: unknown, order: readonly string[] = []): string {
  const found = nodeAt(text.root, place)
  if (value === undefined) return found && isMap(found.parent) ? removeKey(text, place, found, found.parent) : text.source
  return found ? replace(text, found, value) : insertKey(text, place, value, order)
}

/** The text with one more item in a list, before the one at `index`. A list that is not written begins with it. */
export function insertItem(text: PolicyText, list: Place, index: number, value: unknown): string {
  const seq = nodeAt(text.root, list)?.node
  if (!isSeq(seq) || seq.items.length === 0) return setValue(text, list, [value])
  const { source } = text
  const before = asNode(seq.items[index - 1])
  const after = asNode(seq.items[index])
  if (seq.flow) {
    if (before) return splice(source, endOf(before, source), endOf(before, source), `, ${writtenInline(value)}`)
    return after ? splice(source, startOf(after), startOf(after), `${writtenInline(value)}, `) : source
  }
  const like = before ?? after
  const dash = like ? dashOf(source, like) : undefined
  if (!like || dash === undefined) return setValue(text, list, inserted(valueIn(text.value, list), index, value))
  const words =
    isMap(like) && !like.flow && isPlain(value) && Object.keys(value).length > 0
      ? writtenBlock(value, dash.length, newlineOf(source))
      : writtenInline(value)
  if (!before)
    return splice(source, lineStart(source, startOf(like)), lineStart(source, startOf(like)), `${dash}${words}${newlineOf(source)}`)
  const end = lineEnd(source, endOf(before, source))
  return splice(source, end, end, `${newlineOf(source)}${dash}${words}`)
}

/** The text without one item of a list. */
export function removeItem(text: PolicyText, list: Place, index: number): string {
  const seq = nodeAt(text.root, list)?.node
  const item = isSeq(seq) ? asNode(seq.items[index]) : null
  if (!isSeq(seq) || !item) return text.source
  if (seq.items.length === 1) return setValue(text, list, [])
  const { source } = text
  if (seq.flow) return removeBetween(source, asNode(seq.items[index - 1]), item, asNode(seq.items[index + 1]))
  if (dashOf(source, item) === undefined) return setValue(text, list, without(valueIn(text.value, list), index))
  return removeLines(source, startOf(item), endOf(item, source))
}

const inserted = (list: unknown, index: number, value: unknown): unknown[] =>
  Array.isArray(list) ? [...list.slice(0, index), value, ...list.slice(index)] : [value]
const without = (list: unknown, index: number): unknown[] => (Array.isArray(list) ? list.filter((_, at) => at !== index) : [])

function replace({ source }: PolicyText, { node, key }: Found, value: unknown): string {
  if (!node) return key ? afterColon(source, key, endOf(key, source), value) : source
  const [start, end] = [startOf(node), endOf(node, source)]
  const isBlock = (isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0
  if (isBlock) {
    const same = isMap(node) ? isPlain(value) && Object.keys(value).length > 0 : Array.isArray(value) && value.length > 0
    if (same && (isPlain(value) || Array.isArray(value)))
      return splice(source, start, end, writtenBlock(value, start - lineStart(source, start), newlineOf(source)))
    if (key) return afterColon(source, key, end, value)
  }
  const words = writtenLike(node, value)
  const padded = start === end && !/\s/.test(source[start - 1] ?? ' ') ? ` ${words}` : words
  return spliceKeepingComment(source, start, end, padded)
}

/** What is written keeps the quotes it had. */
function writtenLike(node: Node, value: unknown): string {
  const quote = isScalar(node) && typeof value === 'string' ? node.type : undefined
  if (quote === Scalar.QUOTE_DOUBLE) return JSON.stringify(value)
  if (quote === Scalar.QUOTE_SINGLE && !/\p{C}/u.test(String(value))) return `'${String(value).replaceAll("'", "''")}'`
  return writtenInline(value)
}

function afterColon(source: string, key: Node, end: number, value: unknown): string {
  const colon = source.indexOf(':', endOf(key, source))
  return splice(source, colon + 1, Math.max(end, colon + 1), ` ${writtenInline(value)}`)
}

function insertKey(text: PolicyText, place: Place, value: unknown, order: readonly string[]): string {
  const name = place.at(-1)
  const outer = place.slice(0, -1)
  const parent = outer.length === 0 ? text.root : nodeAt(text.root, outer)?.node
  if (typeof name === 'number') return insertItem(text, outer, name, value)
  if (name === undefined) return text.source
  if (!isMap(parent) || parent.items.length === 0) return setValue(text, outer, { [name]: value })
  const { source } = text
  const line = `${writtenInline(name)}: ${writtenInline(value)}`
  const before = precedingPair(parent, name, order)
  const last = before && (asNode(before.value) ?? asNode(before.key))
  const first = asNode(parent.items[0]?.key)
  if (!last || !first) return source
  if (parent.flow) return splice(source, endOf(last, source), endOf(last, source), `, ${line}`)
  const end = lineEnd(source, endOf(last, source))
  const column = startOf(first) - lineStart(source, startOf(first))
  return splice(source, end, end, `${newlineOf(source)}${' '.repeat(column)}${line}`)
}

/** After which key a new one belongs: the nearest of those before it in `order`, else the last; never after a chapter's rules. */
function precedingPair(map: YAMLMap, name: string, order: readonly string[]) {
  const nameOf = (key: unknown) => (isScalar(key) ? String(key.value) : '')
  const earlier = order.slice(0, Math.max(0, order.indexOf(name)))
  const known = map.items.filter(({ key }) => earlier.includes(nameOf(key)))
  const others = map.items.filter(({ key }) => nameOf(key) !== 'rules')
  return known.at(-1) ?? others.at(-1) ?? map.items.at(-1)
}

function removeKey(text: PolicyText, place: Place, { node, key, index }: Found, parent: YAMLMap): string {
  const { source } = text
  if (!key) return source
  if (parent.items.length === 1) return place.length > 1 ? setValue(text, place.slice(0, -1), {}) : '{}'
  const next = asNode(parent.items[index + 1]?.key)
  const end = endOf(node ?? key, source)
  if (parent.flow) {
    const before = parent.items[index - 1]
    return removeBetween(source, before ? (asNode(before.value) ?? asNode(before.key)) : null, key, next, end)
  }
  const isAlone = source.slice(lineStart(source, startOf(key)), startOf(key)).trim() === ''
  // The first key behind a dash: the next one takes its place.
  if (!isAlone && next) return splice(source, startOf(key), startOf(next), '')
  return removeLines(source, startOf(key), end)
}

function removeBetween(source: string, before: Node | null, node: Node, after: Node | null, end = endOf(node, source)): string {
  if (before) return splice(source, endOf(before, source), end, '')
  return after ? splice(source, startOf(node), startOf(after), '') : source
}

function removeLines(source: string, start: number, end: number): string {
  const from = lineStart(source, start)
  const to = source.indexOf('\n', end)
  if (to >= 0) return splice(source, from, to + 1, '')
  return source.slice(0, from).replace(/\r?\n$/, '')
}

const splice = (source: string, from: number, to: number, words: string): string => source.slice(0, from) + words + source.slice(to)
const newlineOf = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n')
const lineStart = (source: string, at: number): number => source.lastIndexOf('\n', at - 1) + 1

function lineEnd(source: string, at: number): number {
  const newline = source.indexOf('\n', at)
  if (newline < 0) return source.length
  return source[newline - 1] === '\r' ? newline - 1 : newline
}

/** The indentation and dash in front of a list's item, when it has a line of its own. */
function dashOf(source: string, item: Node): string | undefined {
  const before = source.slice(lineStart(source, startOf(item)), startOf(item))
  return /^ *- +$/.test(before) ? before : undefined
}

/** Puts words in place of others; a comment that was set off by several blanks keeps its column where there is room. */
function spliceKeepingComment(source: string, start: number, end: number, words: string): string {
  const blanks = /^ {2,}(?=#)/.exec(source.slice(end, lineEnd(source, end)))?.[0].length ?? 0
  if (blanks === 0 || source.slice(start, end).includes('\n')) return splice(source, start, end, words)
  const left = Math.max(1, blanks - (words.length - (end - start)))
  return splice(source, start, end + blanks, words + ' '.repeat(left))
}
