import { Problem } from '../../core/problem.ts'

const string = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`

const blank = /[ \t\n\r]*/y
const text = new RegExp(string, 'y')
const scalar = new RegExp(`${string}|${number}|true|false|null`, 'y')

class Wrong {
  readonly at: number
  constructor(at: number) {
    this.at = at
  }
}

/** Where a text stops being JSON, counted from 0; its length when more should follow, undefined when it is JSON. */
export function wrongPosition(source: string): number | undefined {
  try {
    const end = skip(source, value(source, skip(source, 0)))
    return end === source.length ? undefined : end
  } catch (error) {
    if (error instanceof Wrong) return error.at
    throw error
  }
}

/** Reads JSON from the command line. Throws `not-json-at` naming line and column. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    const position = wrongPosition(source) ?? source.length
    const before = source.slice(0, position).split('\n')
    throw new Problem('invalid', 'not-json-at', { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 })
  }
}

function match(pattern: RegExp, source: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : undefined
}

const skip = (source: string, at: number): number => match(blank, source, at) ?? at

function value(source: string, at: number): number {
  if (source[at] === '[') return list(source, at, ']', value)
  if (source[at] === '{') return list(source, at, '}', member)
  const end = match(scalar, source, at)
  if (end === undefined) throw new Wrong(at)
  return end
}

function member(source: string, at: number): number {
  const key = match(text, source, at)
  if (key === undefined) throw new Wrong(at)
  const colon = skip(source, key)
  if (source[colon] !== ':') throw new Wrong(colon)
  return value(source, skip(source, colon + 1))
}

function list(source: string, start: number, close: string, item: (source: string, at: number) => number): number {
  let at = skip(source, start + 1)
  if (source[at] === close) return at + 1
  for (;;) {
    at = skip(source, item(source, at))
    if (source[at] === close) return at + 1
    if (source[at] !== ',') throw new Wrong(at)
    at = skip(source, at + 1)
  }
}
