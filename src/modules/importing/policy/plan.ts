import type { Day } from '../../../core/day.ts'
import type { ImportCounts, ImportKind, ImportMode, Reason } from '../contract.ts'
import { type Book, type HeldCustomer, identityOfName, type WantedKeys } from './book.ts'
import type { Checked, Given, RowReader } from './check.ts'

/** Whom people and departments of a file may mean; a name that two bear is ambiguous. */
export type Staff = {
  person(text: string): { id: number; unitId: number | null } | 'ambiguous' | undefined
  unit(text: string): number | 'ambiguous' | undefined
}

/** What the caller may see and give: the scope, told as questions, and whose a new customer is when nobody says. */
export type Sight = { all: boolean; isVisible(ownerId: number | null, unitId: number | null): boolean; self: number | null }

/** The first row of each customer's orders: from it the customer is made. */
export type FirstRows = ReadonlyMap<string, Given>

export type PlanContext = {
  kind: ImportKind
  mode: ImportMode
  createCustomers: boolean
  reader: RowReader
  firsts: FirstRows
  book: Book
  staff: Staff
  sight: Sight
  today: Day
  /** Reasons that name a customer, for those that get their number only when the chunk is written. */
  mentions: { said: Reason; held: HeldCustomer }[]
  /** Ids for new records, taken beforehand; made-up ones in a dry run. */
  nextId(of: 'customer' | 'contact' | 'order'): number
}

export type Outcome = 'new' | 'changed' | 'skipped' | Reason[]
export type FailedRow = { line: number; cells: Checked['cells']; reasons: Reason[] }
export type Tally = { counts: ImportCounts; failed: FailedRow[] }

export const noCounts: ImportCounts = { new: 0, changed: 0, skipped: 0, failed: 0, customersCreated: 0 }

export const addCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  new: a.new + b.new,
  changed: a.changed + b.changed,
  skipped: a.skipped + b.skipped,
  failed: a.failed + b.failed,
  customersCreated: a.customersCreated + b.customersCreated,
})

/** Takes rows one after the other; `planRow` decides on a sound one and works it into the book. */
export function planRows(
  rows: readonly Checked[],
  c: PlanContext,
  planRow: (row: Checked, c: PlanContext) => Outcome,
): Omit<Tally, 'customersCreated'> {
  const counts = { ...noCounts }
  const failed: FailedRow[] = []
  for (const row of rows) {
    const outcome = row.faults.length > 0 ? row.faults : planRow(row, c)
    if (typeof outcome === 'string') counts[outcome]++
    else {
      counts.failed++
      failed.push({ line: row.line, cells: row.cells, reasons: outcome })
    }
  }
  return { counts, failed }
}

const customerKeyFields: Readonly<Record<ImportKind, { no: string; name: string; code: string }>> = {
  customers: { no: 'customer_no', name: 'name', code: 'credit_code' },
  contacts: { no: 'customer_no', name: 'customer_name', code: 'customer_credit_code' },
  orders: { no: 'customer_no', name: 'customer_name', code: 'customer_credit_code' },
}

/** The keys by which the rows of a chunk, and what they bring along, may meet customers there are. */
export function wantedKeys(kind: ImportKind, rows: readonly Checked[], reader: RowReader, firsts: FirstRows): WantedKeys {
  const wanted: WantedKeys = { numbers: new Set(), creditCodes: new Set(), nameIdentities: new Set() }
  const at = customerKeyFields[kind]
  const note = (given: Given, names: { no: string; name: string; code: string; agent: string }) => {
    if (given[names.no] !== undefined) wanted.numbers.add(String(given[names.no]))
    if (given[names.code] !== undefined) wanted.creditCodes.add(String(given[names.code]))
    if (given[names.name] !== undefined) wanted.nameIdentities.add(identityOfName(String(given[names.name])))
    if (given[names.agent] === undefined) return
    wanted.numbers.add(String(given[names.agent]))
    wanted.nameIdentities.add(identityOfName(String(given[names.agent])))
  }
  const ofCustomer = { no: '', name: 'customer.name', code: 'customer.credit_code', agent: 'customer.agent' }
  for (const row of rows) {
    note(row.given, { ...at, agent: 'agent' })
    if (kind !== 'orders') continue
    note(row.given, ofCustomer)
    const first = firsts.get(String(row.given['customer_no'] ?? ''))
    if (first) note(first, ofCustomer)
  }
  note(reader.defaults, { ...at, agent: 'agent' })
  note(reader.defaults, ofCustomer)
  return wanted
}
