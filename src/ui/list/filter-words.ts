import { type Condition, isLeaf, type Leaf, partsOf } from '../../core/filter.ts'
import { countedDays, daysFromToday } from '../../core/filter-days.ts'
import { conditionText, readCondition } from '../../core/filter-text.ts'
import type { Say } from '../../core/text.ts'
import { grouped, tenThousands } from '../figures.ts'
import { type FilterField, takesMany } from './filter-field.ts'
import type { Filter, ListQuery } from './query.ts'

/** A chip as a condition; the past days of a chip are a number alone. */
export function leafOf(filter: Filter, field: Pick<FilterField, 'kind'> | undefined): Leaf {
  const { op, value } = filter
  if (op === 'empty' || op === 'filled') return { field: filter.field, op, values: [] }
  if (op === 'within') return { field: filter.field, op, values: [/^\d+$/.test(value) ? `past-${value}` : value] }
  const splits = op === 'between' || (field !== undefined && takesMany(field))
  return { field: filter.field, op, values: splits ? value.split(',') : [value] }
}

/** A condition as a chip. */
export function chipOf({ field, op, values }: Leaf): Filter {
  const past = op === 'within' ? countedDays(values[0] ?? '') : undefined
  return { field, op, value: values.length === 0 ? 'true' : past?.side === 'past' ? String(past.days) : values.join(',') }
}

/** The conditions as chips when all of them must hold and none holds a comma of its own; undefined when it takes more than chips. */
export function chipsOf(condition: Condition): readonly Filter[] | undefined {
  const leaves = isLeaf(condition) ? [condition] : 'all' in condition ? condition.all : undefined
  if (!leaves?.every(isLeaf)) return undefined
  return leaves.some(({ values }) => values.length > 1 && values.some((v) => v.includes(','))) ? undefined : leaves.map(chipOf)
}

/** A condition without groups of one and groups within groups of the same kind; undefined when nothing is left. */
export function simplified(condition: Condition): Condition | undefined {
  if (isLeaf(condition)) return condition
  const isAll = 'all' in condition
  const parts = partsOf(condition).flatMap((part): readonly Condition[] => {
    const inner = simplified(part)
    if (!inner) return []
    return !isLeaf(inner) && 'all' in inner === isAll ? partsOf(inner) : [inner]
  })
  return parts.length > 1 ? (isAll ? { all: parts } : { any: parts }) : parts[0]
}

/** All that a list's address asks for by chips and by joined conditions; undefined when there is nothing, or it cannot be read. */
export function askedOf({ filters, where }: Pick<ListQuery, 'filters' | 'where'>, fields: readonly FilterField[]): Condition | undefined {
  const chips = filters.flatMap((f): Condition[] => {
    const field = fields.find(({ key }) => key === f.field)
    return field ? [leafOf(f, field)] : []
  })
  const read = where === undefined ? undefined : readCondition(where)
  return simplified({ all: [...chips, ...(read?.ok ? [read.condition] : [])] })
}

/**
 * The `where` a list asks the server: these chips and the joined conditions of its address. What cannot be read is passed on as it is:
 * the server says what is wrong with it.
 */
export function whereOf(
  chips: readonly Filter[],
  where: string | undefined,
  fields: readonly Pick<FilterField, 'key' | 'kind'>[],
): string | undefined {
  const leaves = chips.map((chip) =>
    leafOf(
      chip,
      fields.find(({ key }) => key === chip.field),
    ),
  )
  const read = where === undefined ? undefined : readCondition(where)
  if (read && !read.ok) return where
  const whole = simplified({ all: [...leaves, ...(read ? [read.condition] : [])] })
  return whole && conditionText(whole)
}

/** A day of the calendar as it is, one counted from today in words: `90 天前`. */
function pointWords(point: string, say: Say): string {
  const days = daysFromToday(point)
  if (days === undefined) return point
  return days === 0 ? say('ui.period-today') : say(days < 0 ? 'ui.days-before' : 'ui.days-after', { count: Math.abs(days) })
}

function periodWords(period: string, say: Say): string {
  const counted = countedDays(period)
  return counted ? say(`ui.${counted.side}-days`, { count: counted.days }) : say(`ui.period-${period}`)
}

/** One value as a person reads it. */
function valueWords(field: FilterField, op: Filter['op'], value: string, say: Say): string {
  if (op === 'within') return periodWords(value, say)
  switch (field.kind) {
    case 'flag':
      return say(value === 'true' ? 'ui.yes' : 'ui.no')
    case 'money':
      return say('ui.ten-thousand', { amount: tenThousands(Number(value)) })
    case 'percent':
      return `${Number(value) / 100}%`
    case 'number':
      return Number.isFinite(Number(value)) ? grouped(Number(value)) : value
    case 'day':
      return pointWords(value, say)
    default:
      return field.options?.find((o) => o.value === value)?.label ?? value
  }
}

/** The value of a condition as a person reads it: option words, 万元, `过去 200 天`, 是 / 否. */
export function filterWords(field: FilterField, filter: Filter, say: Say): string {
  const { op, values } = leafOf(filter, field)
  const words = values.map((v) => valueWords(field, op, v, say))
  return op === 'between' ? say('ui.between', { from: words[0], to: words[1] }) : words.join('、')
}

/** The word of a condition: days begin and end, amounts are at least and at most, tags are there. */
export function opWords(field: Pick<FilterField, 'kind'>, op: Filter['op'], say: Say): string {
  if (field.kind === 'day' && (op === 'from' || op === 'to')) return say(`ui.op-${op}-day`)
  if (field.kind === 'tags' && (op === 'is' || op === 'not')) return say(`ui.op-${op}-tags`)
  return say(`ui.op-${op}`)
}

/** A whole condition in a sentence: `（层级是核心 或 近 12 月采购不少于 10.00 万元）且 最近下单早于 90 天前`. */
export function conditionWords(condition: Condition, fields: readonly FilterField[], say: Say, isInner = false): string {
  if (isLeaf(condition)) {
    const field = fields.find(({ key }) => key === condition.field) ?? {
      key: condition.field,
      title: condition.field,
      kind: 'text' as const,
    }
    const words = filterWords(field, chipOf(condition), say)
    const isBare = condition.values.length === 0
    return spaced(
      say(isBare ? 'ui.condition-bare' : 'ui.condition', { field: field.title, op: opWords(field, condition.op, say), value: words }),
    )
  }
  const parts = partsOf(condition).map((part) => conditionWords(part, fields, say, true))
  // A full-width bracket brings its own space.
  const words = parts.join(say('all' in condition ? 'ui.and' : 'ui.or')).replace(/ ?(（)|(）) ?/g, '$1$2')
  return isInner ? say('ui.grouped', { words }) : words
}

/** A space between Chinese and letters or figures, where the words of a sentence meet. */
const spaced = (words: string): string =>
  words.replace(/(\p{Script=Han})(?=[A-Za-z0-9])/gu, '$1 ').replace(/([A-Za-z0-9%])(?=\p{Script=Han})/gu, '$1 ')
