import { inZone } from '../../../core/instant.ts'
import { change } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { keepSheet } from '../../../platform/kept-sheet.ts'
import type { Scope } from '../../../platform/scope.ts'
import * as contract from '../contract/export.ts'
import { exportCell, exportColumns, personCells } from '../policy/export-columns.ts'
import type { CustomerValues } from '../policy/values.ts'
import { colleagues, unitNames, valuesToExport } from '../queries/export.ts'
import { listCustomers } from '../queries/list.ts'
import type { ChosenFilter, CustomerSort } from '../queries/rows.ts'
import { narrowed } from './narrowed.ts'

const pageSize = 1000

/** What the list would show, page by page, so that memory does not grow with the book. */
async function* customersIn(db: Db, scope: Scope, filter: ChosenFilter, sort: CustomerSort): AsyncGenerator<CustomerValues> {
  for (let after: string | undefined; ; ) {
    const page = await listCustomers(db, scope, filter, { sort, after, limit: pageSize })
    const values = await valuesToExport(
      db,
      scope,
      page.rows.map((r) => r.id),
    )
    for (const { id } of page.rows) {
      const row = values.get(id)
      if (row) yield row
    }
    if (page.next === null) return
    after = page.next
  }
}

export const exportCustomers = change(contract.exportCustomers, async (context, { sort, format, ...asked }) => {
  const { ids, except, ...filter } = asked
  const narrow = narrowed(context, filter)
  const chosen: ChosenFilter = ids ? { ids } : except.length > 0 ? { ...narrow, except } : narrow
  const { tx, scope, house, locale, now } = context
  const say = house.say(locale)
  const words = {
    owners: personCells(await colleagues(tx)),
    units: await unitNames(tx),
    word: (key: string) => say(`export.word.${key}`),
  }
  async function* rows() {
    for await (const row of customersIn(tx, scope, chosen, sort)) yield exportColumns.map((c) => exportCell(c, row, words))
  }
  const result = await keepSheet(context, {
    title: `${say('export.customers')}-${inZone(now, 'Asia/Shanghai').day}`,
    format,
    columns: exportColumns.map(({ field, kind, width }) => ({ header: say(`export.customers.${field}`), kind, width })),
    rows: rows(),
  })
  return { result, events: [contract.customersExported(asked, format, result.rows)] }
})
