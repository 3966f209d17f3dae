import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { keysOf, labelOf } from '../../policies/policy/policy-words.ts'
import { Box, FieldLabel, FieldRow } from './field-row.tsx'
import type { AbsentNode, FieldNode, FormNode, GroupNode, RowsNode } from './form-nodes.ts'
import { ObligationTable } from './obligation-table.tsx'
import { OccasionTable } from './occasion-table.tsx'
import { commentOf, type Place, valueIn } from './policy-text.ts'
import { useWriting } from './writing-state.ts'

/** A chapter as its parameters stand: loose ones first, then each group under its name. */
export function GeneralForm({ nodes }: { nodes: readonly FormNode[] }) {
  const isLoose = (node: FormNode) => node.type === 'field' || isSmall(node)
  const loose = nodes.filter(isLoose)
  return (
    <>
      {loose.length > 0 && (
        <div className="studio-fields">
          {loose.map((node) => (
            <NodeView key={node.place.join('.')} node={node} />
          ))}
        </div>
      )}
      {nodes
        .filter((node) => !isLoose(node))
        .map((node) => (
          <Part key={node.place.join('.')} node={node} />
        ))}
    </>
  )
}

/** A few short boxes fit behind one name. */
const isSmall = (node: FormNode): boolean =>
  node.type === 'group' && node.children.length <= 4 && node.children.every((c) => c.type === 'field' && isShort(c))

const short = ['number', 'switch', 'time', 'tier', 'choice', 'fixed']
const isShort = (node: FieldNode): boolean => short.includes(node.control.kind)

function Part({ node }: { node: FormNode }) {
  const say = useSay()
  const writing = useWriting()
  const comment = commentOf(writing.text, node.place)
  return (
    <section className="studio-part" id={`studio-${node.place.join('-')}`}>
      <h3 className="studio-h3">
        <FieldLabel place={node.place} value={valueIn(writing.text.value, node.place)}>
          {labelOf(keysOf(node.place), say)}
        </FieldLabel>
        {comment && <span>{comment}</span>}
      </h3>
      {node.type === 'group' ? <GeneralForm nodes={node.children} /> : <NodeView node={node} />}
    </section>
  )
}

function NodeView({ node }: { node: FormNode }) {
  switch (node.type) {
    case 'field':
      return <FieldRow node={node} />
    case 'group':
      return <SmallGroup node={node} />
    case 'absent':
      return <Absent node={node} />
    default:
      return <Rows node={node} />
  }
}

function SmallGroup({ node }: { node: GroupNode }) {
  const say = useSay()
  const writing = useWriting()
  const comment = commentOf(writing.text, node.place)
  const fields = node.children.filter((c) => c.type === 'field')
  return (
    <fieldset className="studio-field studio-set">
      <legend>
        <FieldLabel place={node.place} value={valueIn(writing.text.value, node.place)}>
          {labelOf(keysOf(node.place), say)}
        </FieldLabel>
      </legend>
      <div className="studio-field-box">
        <span className="studio-inline">
          {fields.map((field) => (
            <FieldRow key={field.place.join('.')} node={field} plain />
          ))}
        </span>
        {comment && <span className="k-aux k-t3 studio-comment">{comment}</span>}
      </div>
    </fieldset>
  )
}

function Absent({ node }: { node: AbsentNode }) {
  const say = useSay()
  const writing = useWriting()
  const value = node.fill ?? writing.standard(node.place)
  return (
    <p className="k-row">
      <span className="k-t3">{say('studio.written-nowhere')}</span>
      <Button
        small
        disabledBecause={value === undefined ? say('studio.in-text-only') : undefined}
        onClick={() => writing.set(node.place, value, node.order)}
      >
        {say('studio.write-it')}
      </Button>
    </p>
  )
}

function Rows({ node }: { node: RowsNode }) {
  const name = node.place.at(-1)
  if (name === 'obligations') return <ObligationTable node={node} />
  if (name === 'occasions') return <OccasionTable node={node} />
  return (
    <>
      {node.flat ? <RowTable node={node} /> : <RowCards node={node} />}
      <AddRow node={node} />
    </>
  )
}

function RowTable({ node }: { node: RowsNode }) {
  const say = useSay()
  const keys = keysOf(node.place)
  return (
    <table className="studio-rows">
      <thead>
        <tr>
          {node.columns.map((column) => (
            <th key={column} scope="col">
              {labelOf([...keys, column], say)}
            </th>
          ))}
          <th aria-label={say('studio.remove')} />
        </tr>
      </thead>
      <tbody>
        {node.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place in the text
          <tr key={i}>
            {node.columns.map((column) => {
              const field = row.find((f) => f.place.at(-1) === column)
              return <td key={column}>{field?.type === 'field' && <Box node={field} />}</td>
            })}
            <td>
              <RemoveRow list={node.place} index={i} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Records with many parameters, one under the other; what one of them does not say is left out. */
function RowCards({ node }: { node: RowsNode }) {
  return (
    <ol className="studio-cards">
      {node.rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place in the text
        <li key={i}>
          <GeneralForm nodes={row.filter((f) => f.type !== 'absent' && !(f.type === 'field' && f.optional && f.value === undefined))} />
          <RemoveRow list={node.place} index={i} />
        </li>
      ))}
    </ol>
  )
}

function RemoveRow({ list, index }: { list: Place; index: number }) {
  const say = useSay()
  const writing = useWriting()
  return <Button kind="text" small icon={<DeleteOutlined />} label={say('studio.remove')} onClick={() => writing.remove(list, index)} />
}

/** One more record like the last. */
function AddRow({ node }: { node: RowsNode }) {
  const say = useSay()
  const writing = useWriting()
  const list = valueIn(writing.text.value, node.place)
  const last = Array.isArray(list) ? list.at(-1) : undefined
  if (last === undefined) return null
  return (
    <Button kind="link" small icon={<PlusOutlined />} onClick={() => writing.insert(node.place, { index: node.rows.length, value: last })}>
      {say('studio.add')}
    </Button>
  )
}
