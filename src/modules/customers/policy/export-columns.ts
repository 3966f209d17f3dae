import { industry, industryIn } from '../../../core/industries.ts'
import { placeIn, region } from '../../../core/regions.ts'
import type { CustomerValues } from './values.ts'

type Kind = 'text' | 'number' | 'money' | 'date'
type Look = 'segment' | 'kind' | 'size' | 'status' | 'industry' | 'province' | 'city' | 'owner' | 'unit' | 'agent'

/** A column of the exported list. `field` is what imports call it, `column` where it is stored, `look` how its code is put into words. */
export type ExportColumn = { field: string; column: string; kind: Kind; width: number; look?: Look }

const column = (field: string, width = 18, kind: Kind = 'text'): ExportColumn => ({ field, column: field, kind, width })
const looked = (field: string, look: Look, stored = field): ExportColumn => ({ ...column(field, 14), column: stored, look })
const date = (field: string): ExportColumn => column(field, 12, 'date')

/** All that an import of customers takes, in the order of its template. */
export const exportColumns: readonly ExportColumn[] = [
  column('customer_no', 14),
  column('name', 30),
  column('short_name'),
  column('credit_code', 22),
  column('credit_code_note'),
  looked('segment', 'segment'),
  looked('kind', 'kind'),
  looked('agent', 'agent', 'agent_id'),
  looked('industry', 'industry', 'industry_code'),
  looked('size_class', 'size'),
  column('ownership'),
  column('employees', 10, 'number'),
  column('registered_capital', 16, 'money'),
  date('founded_on'),
  column('legal_representative'),
  looked('province', 'province', 'province_code'),
  looked('city', 'city', 'city_code'),
  column('district'),
  column('address', 30),
  column('postcode', 10),
  column('website'),
  column('phone'),
  column('fax'),
  column('source'),
  date('first_contact_on'),
  date('contract_signed_on'),
  looked('owner', 'owner', 'owner_id'),
  looked('unit', 'unit', 'unit_id'),
  column('settlement'),
  column('payment_days', 10, 'number'),
  column('credit_rating', 10),
  column('invoice_info'),
  column('pain_points'),
  column('purchase_preference'),
  column('budget_cycle'),
  column('competitors'),
  column('long_term_plan'),
  date('last_maintenance_on'),
  date('last_visit_on'),
  date('last_product_visit_on'),
  column('remark'),
  looked('status', 'status'),
]

/** What stands for people and departments, and the words for codes (`segment.B`). */
export type ExportWords = { owners: ReadonlyMap<number, string>; units: ReadonlyMap<number, string>; word(key: string): string }

/** A stored value as the file says it; reading the cell again gives the value back. `row` has the agent's number as `agent_no`. */
export function exportCell({ column, look }: ExportColumn, row: CustomerValues, words: ExportWords): string | number | null {
  const value = row[column] ?? null
  if (value === null || typeof value === 'boolean') return null
  if (look === undefined) return value
  const code = String(value)
  switch (look) {
    case 'industry':
      return industryWords(code)
    case 'province':
      return provinceWords(code)
    case 'city':
      return cityWords(code)
    case 'owner':
      return words.owners.get(Number(value)) ?? null
    case 'unit':
      return words.units.get(Number(value)) ?? null
    case 'agent':
      return typeof row['agent_no'] === 'string' ? row['agent_no'] : null
    default:
      return words.word(`${look}.${code}`)
  }
}

/** Remembers the words for codes of a standard, of which there are some thousands at most. */
function remembered(find: (code: string) => string): (code: string) => string {
  const known = new Map<string, string>()
  return (code) => {
    const words = known.get(code) ?? find(code)
    if (known.size < 10_000) known.set(code, words)
    return words
  }
}

/** Names that stand for two codes, or that an edition has dropped, are written as the code. */
const industryWords = remembered((code) => {
  const name = industry(code)?.name ?? code
  const read = industryIn(name)
  return read?.isExact && read.industry.code === code ? name : code
})

const provinceWords = remembered((code) => {
  const name = region(code)?.name ?? code
  return placeIn(name)?.province === code ? name : code
})

const cityWords = remembered((code) => {
  const name = region(code)?.name ?? code
  return placeIn(`${region(`${code.slice(0, 2)}0000`)?.name ?? ''}${name}`)?.city === code ? name : code
})

export type Colleague = { id: number; login: string; name: string; active: boolean }

/** What an import knows each person by: the name where it means nobody else, else the login. */
export function personCells(people: readonly Colleague[]): Map<number, string> {
  const logins = new Set(people.map((p) => p.login))
  const namesakes = Map.groupBy(people, (p) => p.name)
  const isPlain = (p: Colleague) => p.active && namesakes.get(p.name)?.length === 1 && !logins.has(p.name.toLowerCase())
  return new Map(people.map((p) => [p.id, isPlain(p) ? p.name : p.login]))
}
