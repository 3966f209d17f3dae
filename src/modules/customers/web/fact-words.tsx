import { Amount } from '../../../ui/amount.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import type { CustomerFields } from '../contract.ts'
import type { FactKey } from './fact-fields.ts'
import { industryWords, placeWords } from './words.ts'

const choices: readonly FactKey[] = ['segment', 'kind', 'status', 'sizeClass']

/** Whether a fact's fields hold nothing. */
export function isEmptyFact(key: FactKey, fields: Partial<CustomerFields>): boolean {
  const value = key === 'place' ? fields.provinceCode : fields[key]
  return value === null || value === undefined || value === ''
}

/** A fact in words, whatever its fields; `names` knows what an id stands for. */
export function FactWords({ of: key, fields, name }: { of: FactKey; fields: Partial<CustomerFields>; name?: string | undefined }) {
  const say = useSay()
  if (isEmptyFact(key, fields)) return <span className="k-t3">—</span>
  if (key === 'place') return placeWords(fields.provinceCode ?? null, fields.cityCode ?? null, fields.district ?? null)
  if (key === 'industryCode') return industryWords(fields.industryCode ?? null)
  if (key === 'ownerId' || key === 'unitId' || key === 'agentId') return name
  if (key === 'registeredCapital') return <Amount fen={fields.registeredCapital ?? null} unit />
  if (key === 'paymentDays') return say('customers.days', { count: fields.paymentDays ?? 0 })
  if (key === 'employees') return say('customers.people', { count: fields.employees ?? 0 })
  const value = fields[key]
  if (choices.includes(key)) return say(`customers.field.${key}.${value}`)
  return key.endsWith('On') && typeof value === 'string' ? <DayText day={value} /> : value
}
