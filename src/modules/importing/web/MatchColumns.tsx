import { ArrowRightOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { useMemo } from 'react'
import type { z } from 'zod'
import { useSay } from '../../../ui/say.tsx'
import type { ImportKind, ImportMap, inspectFile } from '../contract.ts'
import { mapFaults, resolveColumns } from '../policy/columns.ts'
import { fieldsOf } from '../policy/fields.ts'
import { type Assigned, assign, columnsOf } from './mapping.ts'
import { checkSample, type Found, reasonWords } from './sample-check.ts'

export type Inspection = z.input<typeof inspectFile.output>
export type Reading = { assigned: Assigned; unit: ImportMap['unit']; dateFormat: string }

/** The map that goes with the import. */
export const mapOf = ({ assigned, unit, dateFormat }: Reading, header: readonly string[]): ImportMap => ({
  columns: columnsOf(assigned, header),
  ...(unit ? { unit } : {}),
  ...(dateFormat.trim() ? { dateFormat: dateFormat.trim() } : {}),
})

type MatchColumnsProps = {
  kind: ImportKind
  seen: Inspection
  reading: Reading
  onChange: (reading: Reading) => void
  onSheet: (index: number) => void
}

/** Each column of the file: its name, what stands in it, where it goes, and whether it can be read so. */
export function MatchColumns({ kind, seen, reading, onChange, onSheet }: MatchColumnsProps) {
  const say = useSay()
  const { header, sample } = seen
  const found = useMemo(() => checkSample(kind, mapOf(reading, header), header, sample), [kind, reading, header, sample])
  const lacking = seen.fields.filter((f) => f.required && !reading.assigned.includes(f.name)).map((f) => f.label)
  const options = seen.fields.map((f) => ({ value: f.name, label: f.required ? `${f.label} *` : f.label }))
  return (
    <>
      <HowToRead kind={kind} seen={seen} reading={reading} onChange={onChange} onSheet={onSheet} />
      {lacking.length > 0 && <p className="k-warning">{say('import.lacking', { fields: lacking })}</p>}
      <table className="k-import-columns">
        <thead>
          <tr>
            <th>{say('import.their-column')}</th>
            <th>{say('import.sample')}</th>
            <th>{say('import.goes-to')}</th>
            <th>{say('import.found')}</th>
          </tr>
        </thead>
        <tbody>
          {header.map((name, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns are told apart by their place
            <tr key={index}>
              <th className="k-cut" title={name}>
                {name || say('import.unnamed', { place: index + 1 })}
              </th>
              <td className="k-t3 k-cut">{samplesOf(seen, index).join('、') || '—'}</td>
              <td>
                <span className="k-row">
                  <ArrowRightOutlined className="k-t3" />
                  <Select<string>
                    className="k-grow"
                    value={reading.assigned[index] ?? ''}
                    aria-label={say('import.goes-to-of', { column: name || `#${index + 1}` })}
                    showSearch={{ optionFilterProp: 'label' }}
                    options={[{ value: '', label: say('import.leave-out') }, ...options]}
                    onChange={(field) => onChange({ ...reading, assigned: assign(reading.assigned, index, field || undefined) })}
                  />
                </span>
              </td>
              <td>
                <WhatWasFound found={found[index]} seen={seen} isUsed={reading.assigned[index] !== undefined} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const samplesOf = (seen: Inspection, index: number): string[] =>
  [
    ...new Set(
      seen.sample
        .map((row) => row.cells[index])
        .filter((c) => c !== null && c !== undefined && c !== '')
        .map(String),
    ),
  ].slice(0, 3)

function WhatWasFound({ found, seen, isUsed }: { found: Found | undefined; seen: Inspection; isUsed: boolean }) {
  const say = useSay()
  const rows = seen.sample.length
  if (!isUsed || !found) return <span className="k-t3">{say('import.not-used')}</span>
  if (found.reason) {
    const labels = new Map(seen.fields.map((f) => [f.name, f.label]))
    return (
      <span className="k-warn">
        {say('import.sample-fails', { count: found.failed, rows, why: reasonWords(found.reason, labels, say) })}
      </span>
    )
  }
  if (found.filled === 0) return <span className="k-t3">{say('import.sample-empty', { rows })}</span>
  return <span className="k-t3">{say('import.sample-fine', { count: found.filled, rows })}</span>
}

/** What the file is, and what it cannot say by itself: the sheet, the unit of amounts, the order of a date. */
function HowToRead({ kind, seen, reading, onChange, onSheet }: MatchColumnsProps) {
  const say = useSay()
  const types = fieldsOf[kind].filter((f) => reading.assigned.includes(f.name)).map((f) => f.type.is)
  const hasMoney = types.some((t) => t === 'money' || t === 'amount')
  const hasDates = types.some((t) => t === 'day' || t === 'instant' || t === 'birthday')
  const sheets = seen.sheets.map((s) => ({ value: s.index, label: s.hidden ? say('import.hidden-sheet', { name: s.name }) : s.name }))
  const file = [seen.fileKind, seen.encoding, say(seen.remembered ? 'import.remembered' : 'import.guessed')].filter(Boolean).join(' · ')
  return (
    <div className="k-import-reading">
      <span className="k-t2">{file}</span>
      {sheets.length > 1 && (
        <span className="k-row">
          {say('import.sheet')}
          <Select<number>
            aria-label={say('import.sheet')}
            value={seen.sheets.find((s) => s.name === seen.sheet)?.index ?? null}
            options={sheets}
            onChange={onSheet}
            popupMatchSelectWidth={false}
          />
        </span>
      )}
      {hasMoney && (
        <span className="k-row">
          {say('import.unit')}
          <Select<string>
            aria-label={say('import.unit')}
            value={reading.unit ?? ''}
            popupMatchSelectWidth={false}
            options={['', 'yuan', 'wan'].map((value) => ({ value, label: say(`import.unit.${value || 'by-header'}`) }))}
            onChange={(unit) => onChange({ ...reading, unit: unit === 'yuan' || unit === 'wan' ? unit : undefined })}
          />
        </span>
      )}
      {hasDates && (
        <span className="k-row">
          {say('import.date-format')}
          <Input
            aria-label={say('import.date-format')}
            value={reading.dateFormat}
            placeholder={say('import.date-format-auto')}
            onChange={(e) => onChange({ ...reading, dateFormat: e.target.value })}
          />
        </span>
      )}
    </div>
  )
}

/** Why an import with these columns cannot be started; undefined when it can. */
export function useMissing(kind: ImportKind, seen: Inspection | undefined, reading: Reading): string | undefined {
  const say = useSay()
  if (!seen) return say('ui.loading')
  const map = mapOf(reading, seen.header)
  const [fault] = [...resolveColumns(kind, map, seen.header).faults, ...mapFaults(kind, map)]
  const labels = new Map(seen.fields.map((f) => [f.name, f.label]))
  return fault && reasonWords(fault, labels, say)
}
