import { z } from 'zod'
import { type Condition, type FilterFields, faultsOf, opsOf } from './filter.ts'
import { conditionText, readCondition } from './filter-text.ts'

export const maxWhere = 2000

/** A field as its line in the API's description: `tier choice (is, not, empty, filled)`. */
const describe = (fields: FilterFields): string =>
  Object.entries(fields)
    .map(([name, declared]) => `${name} ${declared.kind} (${opsOf(declared).join(', ')})`)
    .join('; ')

/**
 * The `where` of a list with these fields: a text such as `any(tier.is(CORE),all(amount12m.from(10000000),lastOrderOn.before(today-90)))`
 * outside, a condition inside. What is wrong is named with its place: `where.any.1`.
 */
export function where(fields: FilterFields) {
  const decode = (text: string, payload: z.core.ParsePayload<string>): Condition => {
    const read = readCondition(text)
    const faults = read.ok ? faultsOf(fields, read.condition) : [{ path: [], reason: read.reason, facts: read.facts }]
    if (read.ok && faults.length === 0) return read.condition
    for (const { path, reason, facts } of faults)
      payload.issues.push({ code: 'custom', input: text, path: [...path], message: reason, params: facts })
    return z.NEVER
  }
  return z
    .codec(z.string().max(maxWhere), z.custom<Condition>(), { decode, encode: conditionText })
    .meta({ description: `Conditions joined by all(…) and any(…). Fields: ${describe(fields)}` })
}
