import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button as AntButton, Segmented, Select } from 'antd'
import { useState } from 'react'
import { type Condition, maxConditions } from '../../core/filter.ts'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { useSay } from '../say.tsx'
import {
  conditionOf,
  type Draft,
  type DraftGroup,
  type DraftLeaf,
  draftOf,
  emptyLeaf,
  freshValues,
  groupOf,
  isDraftGroup,
  leafFor,
  rowsIn,
  withPart,
} from './filter-draft.ts'
import { type FilterField, opsOf } from './filter-field.ts'
import { FilterValue } from './filter-value.tsx'
import { conditionWords, opWords } from './filter-words.ts'
import { isFoundBy } from './pinyin-initials.ts'
import { useLoadedFields } from './use-loaded-fields.ts'
import '../css/builder.css'

type FilterBuilderProps = {
  fields: readonly FilterField[]
  condition: Condition | undefined
  onApply: (condition: Condition | undefined) => void
  onClose: () => void
}

/** Conditions put together by and, or: rows in groups, and the whole as a sentence. A window; on a phone a sheet from below. */
export function FilterBuilder({ fields: declared, condition, onApply, onClose }: FilterBuilderProps) {
  const say = useSay()
  const [draft, setDraft] = useState(() => draftOf(condition, declared))
  const used = new Set(leavesIn(draft).map((leaf) => leaf.field))
  const fields = useLoadedFields(declared, (f) => used.has(f.key))
  const built = conditionOf(draft, fields)
  const isUntouched = rowsIn(draft) === 1 && leavesIn(draft)[0]?.field === undefined
  const open = isUntouched ? 0 : built.open
  const refused = open > 0 ? say('ui.conditions-open', { count: open }) : undefined
  const apply = () => open === 0 && onApply(built.condition)
  return (
    <Dialog
      open
      title={say('ui.combine-title')}
      width={780}
      onClose={onClose}
      footer={
        <div className="k-row k-cond-foot">
          <Button kind="text" onClick={() => setDraft(groupOf('all', [emptyLeaf()]))}>
            {say('ui.clear')}
          </Button>
          <span className="k-grow" />
          <Button onClick={onClose}>{say('ui.cancel')}</Button>
          <Button kind="primary" disabledBecause={refused} onClick={apply}>
            {say('ui.apply')}
          </Button>
        </div>
      }
    >
      <form
        onSubmit={(e) => {
          e.preventDefault()
          apply()
        }}
      >
        <Group group={draft} fields={fields} isRoot isFull={rowsIn(draft) >= maxConditions} onChange={setDraft} />
        <button type="submit" hidden />
      </form>
      <p className="k-cond-words" aria-live="polite">
        {built.condition ? conditionWords(built.condition, fields, say) : say('ui.no-conditions')}
      </p>
    </Dialog>
  )
}

const leavesIn = (draft: Draft): readonly DraftLeaf[] => (isDraftGroup(draft) ? draft.parts.flatMap(leavesIn) : [draft])

type GroupProps = {
  group: DraftGroup
  fields: readonly FilterField[]
  isRoot?: boolean
  /** No more rows may be added. */
  isFull: boolean
  onChange: (group: DraftGroup) => void
  onRemove?: () => void
}

function Group({ group, fields, isRoot = false, isFull, onChange, onRemove }: GroupProps) {
  const say = useSay()
  const add = (part: Draft) => onChange({ ...group, parts: [...group.parts, part] })
  const change = (id: number) => (part: Draft) => onChange(withPart(group, id, () => part))
  const remove = (id: number) => () => onChange(withPart(group, id, () => undefined))
  const words = (['all', 'any'] as const).map((value) => ({ value, label: say(`ui.match-${value}`) }))
  const most = isFull ? say('ui.conditions-most', { max: maxConditions }) : undefined
  return (
    <fieldset className={isRoot ? 'k-cond' : 'k-cond inner'}>
      <legend className="k-row">
        <span className="k-t2">{say('ui.match-label')}</span>
        <Segmented size="small" value={group.word} options={words} onChange={(word) => onChange({ ...group, word })} />
        {onRemove && <AntButton size="small" type="text" icon={<CloseOutlined />} aria-label={say('ui.remove-group')} onClick={onRemove} />}
      </legend>
      {group.parts.map((part) =>
        isDraftGroup(part) ? (
          <Group key={part.id} group={part} fields={fields} isFull={isFull} onChange={change(part.id)} onRemove={remove(part.id)} />
        ) : (
          <Row key={part.id} leaf={part} fields={fields} onChange={change(part.id)} onRemove={remove(part.id)} />
        ),
      )}
      <div className="k-row">
        <Button kind="text" small icon={<PlusOutlined />} disabledBecause={most} quiet onClick={() => add(emptyLeaf())}>
          {say('ui.add-condition')}
        </Button>
        {isRoot && (
          <Button
            kind="text"
            small
            icon={<PlusOutlined />}
            disabledBecause={most}
            onClick={() => add(groupOf(group.word === 'all' ? 'any' : 'all', [emptyLeaf()]))}
          >
            {say('ui.add-group')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

type RowProps = { leaf: DraftLeaf; fields: readonly FilterField[]; onChange: (leaf: DraftLeaf) => void; onRemove: () => void }

/** One condition: which field, how it is compared, with what. */
function Row({ leaf, fields, onChange, onRemove }: RowProps) {
  const say = useSay()
  const field = fields.find((f) => f.key === leaf.field)
  const choose = (key: string) => {
    const next = fields.find((f) => f.key === key)
    if (next) onChange(leafFor(next, leaf.id))
  }
  const compare = (op: DraftLeaf['op']) => field && onChange({ ...leaf, op, typed: keptValues(field, leaf, op) })
  return (
    <div className="k-cond-row">
      <Select
        className="k-cond-field"
        aria-label={say('ui.field')}
        placeholder={say('ui.field')}
        autoFocus={field === undefined}
        value={leaf.field ?? null}
        options={fieldOptions(fields)}
        showSearch={{ filterOption: isFoundField }}
        onChange={(key: string | null) => key !== null && choose(key)}
      />
      {field && (
        <Select
          className="k-cond-op"
          aria-label={say('ui.op')}
          value={leaf.op}
          options={opsOf(field).map((op) => ({ value: op, label: opWords(field, op, say) }))}
          onChange={compare}
        />
      )}
      <span className="k-cond-value">
        {field && <FilterValue row field={field} op={leaf.op} typed={leaf.typed} onChange={(typed) => onChange({ ...leaf, typed })} />}
      </span>
      <AntButton type="text" icon={<CloseOutlined />} aria-label={say('ui.remove-condition')} onClick={onRemove} />
    </div>
  )
}

type FieldOption = { value: string; label: string } | { label: string; title: string; options: { value: string; label: string }[] }

/** A heading is not looked for: it would bring all that stands under it. */
const isFoundField = (typed: string, option: FieldOption | undefined): boolean =>
  option !== undefined && !('options' in option) && isFoundBy(option.label, typed)

/** Under their headings, where they have some. */
function fieldOptions(fields: readonly FilterField[]): FieldOption[] {
  return [...Map.groupBy(fields, (f) => f.group ?? '')].flatMap(([group, some]): FieldOption[] => {
    const options = some.map((f) => ({ value: f.key, label: f.title }))
    return group === '' ? options : [{ label: group, title: group, options }]
  })
}

/** What was typed stays when the new comparison takes values of the same make. */
function keptValues(field: FilterField, { op, typed }: DraftLeaf, next: DraftLeaf['op']): readonly string[] {
  const fresh = freshValues(field, next)
  const isSame = op !== 'within' && next !== 'within' && fresh.length === freshValues(field, op).length
  return isSame ? typed : fresh
}
