import { type Condition, type FilterOp, filterOps, isLeaf, type Leaf, maxConditions, maxDepth, partsOf } from './filter.ts'

type Refused = { readonly ok: false; readonly reason: string; readonly facts: Readonly<Record<string, unknown>> }
export type ReadCondition = { readonly ok: true; readonly condition: Condition } | Refused

/** What a value may be without quotes. */
const plain = /^[^\s(),"]+$/u
const fieldName = /[A-Za-z][A-Za-z0-9]{0,59}/y
const opName = /\.([a-z]+)/y
const bare = /[^\s(),"]+/uy
const quoted = /"(?:[^"\\]|\\.)*"/uy

/** A condition as text: `any(tier.is(CORE),lastOrderOn.before(today-90))`. Values that hold `(),"` or spaces stand in JSON's quotes. */
export function conditionText(condition: Condition): string {
  if (!isLeaf(condition)) return `${'all' in condition ? 'all' : 'any'}(${partsOf(condition).map(conditionText).join(',')})`
  const values = condition.values.map((v) => (plain.test(v) ? v : JSON.stringify(v)))
  return `${condition.field}.${condition.op}${values.length > 0 ? `(${values.join(',')})` : ''}`
}

/** Reads what `conditionText` writes; else says where it stopped understanding (`at` counts from 1). */
export function readCondition(text: string): ReadCondition {
  const reader = new Reader(text)
  try {
    const condition = reader.condition(1)
    if (reader.at < text.length) reader.stop()
    return { ok: true, condition }
  } catch (stopped) {
    if (stopped instanceof Stopped) return { ok: false, reason: stopped.reason, facts: stopped.facts }
    throw stopped
  }
}

class Stopped extends Error {
  readonly reason: string
  readonly facts: Readonly<Record<string, unknown>>
  constructor(reason: string, facts: Readonly<Record<string, unknown>>) {
    super(reason)
    this.reason = reason
    this.facts = facts
  }
}

const isOp = (text: string | undefined): text is FilterOp => filterOps.some((op) => op === text)

/** What JSON's quotes hold; undefined when it is no JSON, or nothing a database could compare with. */
function unquoted(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'string' && value.isWellFormed() && !value.includes('\0') ? value : undefined
  } catch {
    return undefined
  }
}

class Reader {
  readonly text: string
  at = 0
  leaves = 0

  constructor(text: string) {
    this.text = text
  }

  stop(): never {
    throw new Stopped('filter-syntax', { at: this.at + 1 })
  }

  /** One group or leaf; `depth` counts the groups around it, itself included. */
  condition(depth: number): Condition {
    const name = this.take(fieldName)
    if ((name === 'all' || name === 'any') && this.text[this.at] === '(') {
      if (depth > maxDepth) throw new Stopped('too-deep', { max: maxDepth })
      const parts = this.listed(() => this.condition(depth + 1))
      return name === 'all' ? { all: parts } : { any: parts }
    }
    this.leaves += 1
    if (this.leaves > maxConditions) throw new Stopped('too-many', { max: maxConditions })
    return this.leaf(name)
  }

  leaf(field: string): Leaf {
    const start = this.at
    const op = this.take(opName).slice(1)
    if (!isOp(op)) {
      this.at = start
      this.stop()
    }
    return { field, op, values: this.text[this.at] === '(' ? this.listed(() => this.value()) : [] }
  }

  /** `(a,b,c)` of at least one. */
  listed<T>(read: () => T): T[] {
    const list: T[] = []
    do {
      this.at += 1
      list.push(read())
    } while (this.text[this.at] === ',')
    if (this.text[this.at] !== ')') this.stop()
    this.at += 1
    return list
  }

  value(): string {
    if (this.text[this.at] !== '"') return this.take(bare)
    const start = this.at
    const value = unquoted(this.take(quoted))
    if (value === undefined) {
      this.at = start
      this.stop()
    }
    return value
  }

  /** What `pattern` (sticky) finds here; moves behind it. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const [found] = pattern.exec(this.text) ?? []
    if (found === undefined) this.stop()
    this.at += found.length
    return found
  }
}
