import type { Say } from '../../core/text.ts'
import { tenThousands } from '../figures.ts'
import type { Filter, FilterOp } from './query.ts'

export type FilterField = {
  readonly key: string
  readonly title: string
  readonly kind: 'choice' | 'text' | 'number' | 'money' | 'day' | 'flag'
  /** For choices. */
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  /** A choice of one value only. */
  readonly one?: boolean
  /** Which conditions the server knows, where not the usual ones of the kind. */
  readonly ops?: readonly FilterOp[]
}

const usual: Readonly<Record<FilterField['kind'], readonly FilterOp[]>> = {
  choice: ['is', 'not'],
  text: ['has'],
  number: ['from', 'to'],
  money: ['from', 'to'],
  day: ['within', 'from', 'to'],
  flag: ['is'],
}
export const opsOf = (field: FilterField): readonly FilterOp[] => field.ops ?? usual[field.kind]

/** The value of a condition as a person reads it: option words, 万元, `过去 200 天`, 是 / 否. */
export function filterWords(field: FilterField, filter: Filter, say: Say): string {
  if (filter.op === 'within') return say('ui.past-days', { count: Number(filter.value) })
  if (field.kind === 'flag') return say(filter.value === 'true' ? 'ui.yes' : 'ui.no')
  if (field.kind === 'money') return say('ui.ten-thousand', { amount: tenThousands(Number(filter.value)) })
  const words = filter.value.split(',').map((v) => field.options?.find((o) => o.value === v)?.label ?? v)
  return words.join('、')
}

/** The word of a condition: days begin and end, amounts are at least and at most. */
export const opWords = (field: FilterField, op: FilterOp, say: Say): string =>
  say(`ui.op-${op}${field.kind === 'day' && (op === 'from' || op === 'to') ? '-day' : ''}`)
