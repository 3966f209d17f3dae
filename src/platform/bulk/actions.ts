import { change } from '../action.ts'
import type { Db } from '../db/db.ts'
import { keepSheet } from '../kept-sheet.ts'
import * as contract from './contract.ts'
import { ownSelection, refusedAfter } from './store.ts'

const page = 1000

async function* allRefused(db: Db, id: string) {
  for (let after = 0; ; ) {
    const rows = await refusedAfter(db, id, after, page)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < page) return
    after = last.row_id
  }
}

export const refusedRows = change(contract.refusedRows, async (context, { selectionId }) => {
  const { tx, actor, house, locale } = context
  await ownSelection(tx, actor, selectionId)
  const say = house.say(locale)
  async function* rows() {
    for await (const { label, rule, facts } of allRefused(tx, selectionId)) yield [label, say(rule, JSON.parse(facts))]
  }
  const result = await keepSheet(context, {
    title: say('bulk.refused'),
    format: 'xlsx',
    columns: [
      { header: say('bulk.row'), kind: 'text', width: 40 },
      { header: say('bulk.why'), kind: 'text', width: 60 },
    ],
    rows: rows(),
  })
  return { result, nothingChanged: true }
})
