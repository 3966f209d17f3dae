import type { Say } from '../../../core/text.ts'
import { change } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { keepFile } from '../../../platform/kept-files.ts'
import { safeFileName } from '../../../platform/sheets/content-disposition.ts'
import { writeXlsx } from '../../../platform/sheets/write.ts'
import * as contract from '../contract.ts'
import { type Field, type FieldType, fieldsOf } from '../policy/fields.ts'
import { writtenWords } from '../policy/words.ts'
import { failedRowsAfter, readImport as queryImport } from '../queries.ts'
import { sayReason } from './saying.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const page = 1000

/** The failed rows as they stood in the file, then why. */
async function* failedLines(
  db: Db,
  jobId: number,
  width: number,
  reasonOf: (r: contract.Reason) => string,
): AsyncGenerator<contract.Cell[]> {
  for (let line = 0; ; ) {
    const rows = await failedRowsAfter(db, jobId, line, page)
    for (const row of rows) {
      const cells = Array.from({ length: width }, (_, i) => row.cells[i] ?? null)
      yield [...cells, row.reasons.map(reasonOf).join('；')]
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < page) return
    line = last.line
  }
}

export const failedRows = change(contract.failedRows, async (context, { jobId }) => {
  const { tx, actor, now, house, locale } = context
  const { record, settings } = await queryImport(tx, actor, now, jobId)
  const say = house.say(locale)
  const header = Array.isArray(settings['header']) ? settings['header'].map(String) : []
  const reasonOf = (r: contract.Reason) => `${r.column === '' ? '' : `${r.column}：`}${sayReason(say, r)}`
  const columns = [
    ...header.map((h) => ({ header: h, kind: 'text' as const, width: 18 })),
    { header: say('importing.reasons'), kind: 'text' as const, width: 60 },
  ]
  const name = safeFileName(`${record.fileName.replace(/\.\w+$/, '')}-${say('importing.failed')}.xlsx`)
  const made = await keepFile(context, { name, purpose: 'import-failed', mediaType }, (path) =>
    writeXlsx(path, { sheets: [{ name: say('importing.failed'), columns, rows: failedLines(tx, jobId, header.length, reasonOf) }] }),
  )
  return { result: { fileId: made.id, name }, nothingChanged: true }
})

const nameOf = ({ name, zh, en }: Field, say: Say): string => say.either(zh[0] ?? name, en[0] ?? name)

function meaning(type: FieldType, say: Say): string {
  const set = type.is === 'words' ? type.words : type.is === 'flag' ? 'flag' : undefined
  if (set) {
    return say('importing.type.words', { words: writtenWords(set, say) })
  }
  return say(`importing.type.${type.is}`, 'max' in type ? { max: type.max, min: 'min' in type ? type.min : 0 } : {})
}

const example: Readonly<Record<string, string>> = {
  customer_no: 'KH-00001',
  customer_name: '宁波海棠精密机械有限公司',
  order_no: 'DD-2026-0001',
  ordered_at: '2026-11-20 09:30',
  net_amount: '12800.00',
  name: '宁波海棠精密机械有限公司',
  short_name: '海棠精密',
  industry: '通用设备制造业',
  province: '浙江省',
  city: '宁波市',
  phone: '0574-87654321',
  founded_on: '2012-05-18',
  registered_capital: '5000000',
}

const exampleOf = (kind: contract.ImportKind, { name, type }: Field, say: Say): string => {
  if (kind === 'contacts' && name === 'name') return '陈静'
  if (kind === 'contacts' && name === 'mobile') return '13812348000'
  if (type.is === 'words') return writtenWords(type.words, say)[0] ?? ''
  return example[name] ?? ''
}

export const importTemplate = change(contract.importTemplate, async (context, { kind }) => {
  const { house, locale } = context
  const say = house.say(locale)
  const fields = fieldsOf[kind].filter((f) => !f.name.startsWith('customer.'))
  const name = `${say(`importing.kind.${kind}`)}-${say('importing.template')}.xlsx`
  const text = (header: string, width: number) => ({ header, kind: 'text' as const, width })
  const columns = fields.map((f) => text(`${nameOf(f, say)}${f.required ? '*' : ''}`, 18))
  const explained = fields.map((f) => [
    nameOf(f, say),
    say(f.required ? 'importing.required' : 'importing.optional'),
    meaning(f.type, say),
    f.name,
  ])
  const heads = [
    text(say('importing.column'), 24),
    text(say('importing.needed'), 10),
    text(say('importing.meaning'), 70),
    text(say('importing.field'), 24),
  ]
  const made = await keepFile(context, { name, purpose: 'import-template', mediaType }, (path) =>
    writeXlsx(path, {
      sheets: [
        { name: say(`importing.kind.${kind}`), columns, rows: [fields.map((f) => exampleOf(kind, f, say))] },
        { name: say('importing.explanation'), columns: heads, rows: explained },
      ],
    }),
  )
  return { result: { fileId: made.id, name }, nothingChanged: true }
})
