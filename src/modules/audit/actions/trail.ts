import { createWriteStream } from 'node:fs'
import { toShanghai } from '../../../core/instant.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Locale, Say } from '../../../core/text.ts'
import { change, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { House } from '../../../platform/house.ts'
import { keepFile } from '../../../platform/kept-files.ts'
import type { Scope } from '../../../platform/scope.ts'
import { writeCsv } from '../../../platform/sheets/write.ts'
import * as contract from '../contract.ts'
import { readEntry as queryEntry, searchTrail as queryTrail, type TrailSearch } from '../queries.ts'

const pageSize = 5_000

/** The filter with the event names whose words, in the reader's language, hold what is searched for. */
function searchOf(filter: contract.TrailFilter, house: House, locale: Locale): TrailSearch {
  if (filter.subjectId !== undefined && filter.subjectKind === undefined) throw invalidField('subjectKind', 'missing')
  const q = filter.q?.toLowerCase()
  if (q === undefined) return { ...filter, names: [] }
  const say = house.say(locale)
  const keys = house.modules.flatMap((room) => Object.keys(room.texts['zh-CN'])).filter((key) => key.startsWith('event.'))
  const found = keys.filter((key) => say(key).toLowerCase().includes(q) || key.slice(6).includes(q))
  return { ...filter, names: found.map((key) => key.slice(6)) }
}

export const searchTrail = read(contract.searchTrail, ({ db, scope, house, locale }, { after, limit, ...filter }) =>
  queryTrail(db, scope, searchOf(filter, house, locale), { after, limit }),
)

export const readEntry = read(contract.readEntry, ({ db, scope }, { id }) => queryEntry(db, scope, id))

const csvColumns = [
  'id',
  'at',
  'actor',
  'actorKind',
  'event',
  'what',
  'subject',
  'subjectId',
  'customerId',
  'customer',
  'fields',
  'rule',
  'policyVersion',
  'jobId',
] as const

const cells = (r: contract.TrailRow, say: Say): (string | number | null)[] => [
  ...[r.id, toShanghai(r.at), r.actor.name, r.actor.kind, r.name, say(`event.${r.name}`), r.subject.kind, r.subject.id],
  ...[r.customer?.id ?? null, r.customer?.name ?? null, r.fields.join(' '), r.rule, r.policyVersion, r.jobId],
]

async function* everyRow(db: Db, scope: Scope, search: TrailSearch): AsyncGenerator<contract.TrailRow> {
  for (let after: string | undefined; ; ) {
    const page = await queryTrail(db, scope, search, { after, limit: pageSize })
    yield* page.rows
    if (page.next === null) return
    after = page.next
  }
}

export const exportTrail = change(contract.exportTrail, async (context, filter) => {
  const { tx, scope, house, locale, now } = context
  const say = house.say(locale)
  const search = searchOf(filter, house, locale)
  let rows = 0
  async function* lines() {
    for await (const row of everyRow(tx, scope, search)) {
      rows++
      yield cells(row, say)
    }
  }
  const name = `audit-${toShanghai(now).slice(0, 10)}.csv`
  const kept = await keepFile(context, { name, purpose: 'export', mediaType: 'text/csv; charset=utf-8' }, (path) =>
    writeCsv(createWriteStream(path), { header: csvColumns.map((c) => say(`audit.column.${c}`)), rows: lines() }),
  )
  return { result: { fileId: kept.id, name, rows }, events: [contract.trailExported(rows, filter)] }
})
