import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { keysOf, labelOf, valueWords } from '../../policies/policy/policy-words.ts'
import { Box, FieldRow } from './field-row.tsx'
import { type FormNode, fieldIn, type RowsNode } from './form-nodes.ts'
import { isChanged, useWriting } from './writing-state.ts'

const inRow = ['rule', 'enabled', 'appliesTo', 'every', 'action', 'assignee', 'counted']

/** What each rule owes: on or off, to whom, how often, by whom; the rest of each unfolds. */
export function ObligationTable({ node }: { node: RowsNode }) {
  const say = useSay()
  const on = node.rows.filter((row) => fieldIn(row, 'enabled')?.value === true).length
  const head = (name: string) => labelOf([...keysOf(node.place), name], say)
  return (
    <>
      <p className="k-aux k-t3">{say('studio.obligations', { count: node.rows.length, on })}</p>
      <table className="studio-duties">
        <thead>
          <tr>
            <th scope="col">{head('enabled')}</th>
            <th scope="col">{say('studio.duty')}</th>
            <th scope="col">{head('every')}</th>
            <th scope="col">{head('appliesTo')}</th>
            <th scope="col" className="wide">
              {head('action')}
            </th>
            <th scope="col" className="wide">
              {head('assignee')}
            </th>
            <th scope="col" className="wide">
              {head('counted')}
            </th>
            <th aria-label={say('studio.more')} />
          </tr>
        </thead>
        {node.rows.map((row) => (
          <ObligationRow key={String(fieldIn(row, 'rule')?.value ?? row[0]?.place.join('.'))} row={row} />
        ))}
      </table>
    </>
  )
}

function ObligationRow({ row }: { row: readonly FormNode[] }) {
  const say = useSay()
  const writing = useWriting()
  const [open, setOpen] = useState(false)
  const rule = String(fieldIn(row, 'rule')?.value ?? '')
  const off = fieldIn(row, 'enabled')?.value !== true
  const action = fieldIn(row, 'action')
  const cell = (name: string) => {
    const field = fieldIn(row, name)
    return field && <Box node={field} label={`${rule} ${labelOf(keysOf(field.place), say)}`} />
  }
  const changed = row.some((f) => f.type === 'field' && isChanged(writing, f.place, f.value))
  return (
    <tbody className={`${off ? 'off' : ''}${changed ? ' changed' : ''}`} data-rule={rule}>
      <tr>
        <td>{cell('enabled')}</td>
        <th scope="row">
          <span>{String(fieldIn(row, 'title')?.value ?? '')}</span>
          <span className="k-row">
            <Rule>{rule}</Rule>
            <span className="k-aux k-t3 k-cut narrow">{action && valueWords(keysOf(action.place), action.value, say)}</span>
          </span>
        </th>
        <td>{cell('every')}</td>
        <td>{cell('appliesTo')}</td>
        <td className="wide">{cell('action')}</td>
        <td className="wide">{cell('assignee')}</td>
        <td className="wide">{cell('counted')}</td>
        <td>
          <button
            type="button"
            className="studio-unfold"
            aria-expanded={open}
            aria-label={`${say('studio.more')} ${rule}`}
            onClick={() => setOpen(!open)}
          >
            {open ? <DownOutlined /> : <RightOutlined />}
          </button>
        </td>
      </tr>
      {open && (
        <tr className="studio-details">
          <td colSpan={8}>
            <Details row={row} />
          </td>
        </tr>
      )}
    </tbody>
  )
}

/** What the row has no room for; on narrow screens also what only wide ones show in it. */
function Details({ row }: { row: readonly FormNode[] }) {
  const fields = row.filter((f) => f.type === 'field')
  const hidden = fields.filter((f) => !inRow.includes(String(f.place.at(-1))))
  const narrow = fields.filter((f) => ['action', 'assignee', 'counted'].includes(String(f.place.at(-1))))
  return (
    <div className="studio-fields">
      {hidden.map((field) => (
        <FieldRow key={field.place.join('.')} node={field} />
      ))}
      <div className="narrow studio-fields">
        {narrow.map((field) => (
          <FieldRow key={field.place.join('.')} node={field} />
        ))}
      </div>
    </div>
  )
}
