import { Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { keysOf, labelOf, valueWords } from '../../policies/policy/policy-words.ts'
import { Box } from './field-row.tsx'
import { type FormNode, fieldIn, type RowsNode } from './form-nodes.ts'

const columns = ['dueDays', 'appliesTo', 'checklist', 'surprise'] as const

/** What something happening, or a day coming, sets off. */
export function OccasionTable({ node }: { node: RowsNode }) {
  const say = useSay()
  const head = (name: string) => labelOf([...keysOf(node.place), name], say)
  return (
    <table className="studio-duties occasions">
      <thead>
        <tr>
          <th scope="col">{head('enabled')}</th>
          <th scope="col">{say('studio.occasion')}</th>
          {columns.map((name) => (
            <th key={name} scope="col">
              {head(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {node.rows.map((row) => (
          <OccasionRow key={String(fieldIn(row, 'rule')?.value ?? row[0]?.place.join('.'))} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function OccasionRow({ row }: { row: readonly FormNode[] }) {
  const say = useSay()
  const rule = String(fieldIn(row, 'rule')?.value ?? '')
  const trigger = fieldIn(row, 'trigger')
  const enabled = fieldIn(row, 'enabled')
  const named = (name: string) => `${rule} ${name}`
  return (
    <tr className={enabled?.value === true ? '' : 'off'}>
      <td>{enabled && <Box node={enabled} label={named(labelOf(keysOf(enabled.place), say))} />}</td>
      <th scope="row">
        <span>{String(fieldIn(row, 'title')?.value ?? '')}</span>
        <span className="k-row">
          <Rule>{rule}</Rule>
          <span className="k-aux k-t3 k-cut">{trigger && valueWords(keysOf(trigger.place), trigger.value, say)}</span>
        </span>
      </th>
      {columns.map((name) => {
        const field = fieldIn(row, name)
        return <td key={name}>{field && <Box node={field} label={named(labelOf(keysOf(field.place), say))} />}</td>
      })}
    </tr>
  )
}
