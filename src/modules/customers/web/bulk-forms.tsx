import { Segmented, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { useBulk } from '../../../platform/web/bulk.ts'
import { useUndo } from '../../../platform/web/undo.ts'
import { Control } from '../../../ui/form/control.tsx'
import { BulkDialog } from '../../../ui/list/bulk-dialog.tsx'
import { selectionInput } from '../../../ui/list/chosen.ts'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { bulkCustomers, type CustomersChange, fieldsOfMany } from '../contract/bulk.ts'
import type { CustomerFields } from '../contract.ts'
import { defaultNeedTags } from '../policy/need-tags.ts'
import type { BulkAsked } from './bulk-actions.tsx'
import { patchOf, useFactEdits } from './fact-edit.tsx'
import { type FactKey, factGroups } from './fact-fields.ts'
import { FactWords } from './fact-words.tsx'
import { useOwners } from './list-fields.ts'
import { tagWords } from './words.ts'

type Change = z.input<typeof bulkCustomers.preview.input>['change']
const affected = ['customers', 'tasks', 'care', 'tiering', 'audit', 'compliance']

type FormProps = BulkAsked & { verb: CustomersChange['verb'] }

/** Asks what the chosen customers are to get, shows what that changes, and does it. */
export function BulkForm({ verb, ...asked }: FormProps) {
  switch (verb) {
    case 'ASSIGN':
      return <Assign {...asked} />
    case 'TAG':
      return <Tag {...asked} />
    case 'EDIT':
      return <Edit {...asked} />
    case 'DELETE':
      return <Delete {...asked} />
  }
}

type AskProps = BulkAsked & {
  verb: CustomersChange['verb']
  change: Change | undefined
  /** For the words of the button and of the toast. */
  facts?: Record<string, unknown>
  words: string
  danger?: boolean
  show?: (value: unknown) => ReactNode
  children?: ReactNode
}

function Ask({ selection, list, onClose, verb, change, facts = {}, words, danger = false, show, children }: AskProps) {
  const say = useSay()
  const toast = useToast()
  const undo = useUndo({ say, rooms: affected })
  const bulk = useBulk(bulkCustomers, {
    input: change && { ...selectionInput(list, selection), change },
    say,
    rooms: affected,
    onDone: ({ changed, refused }, undoId) => {
      if (changed > 0) toast({ text: say(`customers.bulk-done.${words}`, { ...facts, count: changed }), ...undo(undoId) })
      if (refused.length === 0) onClose(true)
    },
  })
  return (
    <BulkDialog
      title={say(`customers.bulk.${verb}`)}
      onClose={() => onClose(bulk.result !== undefined)}
      bulk={bulk}
      unit={say('customers.unit')}
      action={(count) => say(`customers.bulk-do.${verb}`, { count })}
      danger={danger}
      show={show}
    >
      {children}
    </BulkDialog>
  )
}

const nobody = 0

function Assign(asked: BulkAsked) {
  const say = useSay()
  const { people } = useOwners()
  const [owner, setOwner] = useState<number | undefined>(undefined)
  const name = people.find((p) => p.value === owner)?.label
  return (
    <Ask
      {...asked}
      verb="ASSIGN"
      words={owner === nobody ? 'UNASSIGN' : 'ASSIGN'}
      facts={{ name }}
      change={owner === undefined ? undefined : { verb: 'ASSIGN', ownerId: owner === nobody ? null : owner }}
      show={(value) => (typeof value === 'string' ? value : say('customers.no-owner'))}
    >
      <div className="k-bulk-value">
        <Select
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('customers.bulk-person')}
          aria-label={say('customers.bulk-person')}
          value={owner}
          options={[...people, { value: nobody, label: say('customers.no-owner') }]}
          onChange={setOwner}
        />
        <p className="k-aux k-t3">{say('customers.bulk-assign-says')}</p>
      </div>
    </Ask>
  )
}

function Tag(asked: BulkAsked) {
  const say = useSay()
  const [adds, setAdds] = useState(true)
  const [tags, setTags] = useState<string[]>([])
  const options = defaultNeedTags.map((n) => ({ value: n.code, label: say.either(n.zh, n.en) }))
  const words = (value: unknown): string =>
    (Array.isArray(value) ? value : []).map((code) => tagWords({ code: String(code), byHand: true }, say)).join('、')
  const change = { verb: 'TAG' as const, add: adds ? tags : [], remove: adds ? [] : tags }
  return (
    <Ask
      {...asked}
      verb="TAG"
      words={adds ? 'TAG' : 'UNTAG'}
      facts={{ tags: words(tags) }}
      change={tags.length > 0 ? change : undefined}
      show={(value) => words(value) || '—'}
    >
      <div className="k-bulk-value">
        <Segmented
          options={[true, false].map((value) => ({ value, label: say(value ? 'customers.bulk-add-tag' : 'customers.bulk-remove-tag') }))}
          value={adds}
          onChange={setAdds}
        />
        <Select
          autoFocus
          mode="tags"
          maxCount={20}
          placeholder={say('customers.tag-hint')}
          aria-label={say('customers.tags')}
          value={tags}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(next: string[]) => setTags(next.map((t) => t.trim().slice(0, 60)).filter(Boolean))}
        />
      </div>
    </Ask>
  )
}

const ofMany = new Set([...Object.keys(fieldsOfMany.shape), 'place'])
const facts: readonly FactKey[] = factGroups.flatMap((g) => g.facts).filter((key) => ofMany.has(key))

function Edit(asked: BulkAsked) {
  const say = useSay()
  const edits = useFactEdits()
  const { units } = useOwners()
  const [key, setKey] = useState<FactKey | undefined>(undefined)
  const [value, setValue] = useState<{ given: unknown } | undefined>(undefined)
  const edit = key && edits(key, {})
  const input = key && {
    ...{ id: `bulk-${key}`, value: value?.given, onChange: (given: unknown) => setValue({ given }), onBlur: () => {} },
    ...{ invalid: false, describedBy: undefined, shape: edit?.shape },
  }
  const shown = (fields: unknown) =>
    key && <FactWords of={key} fields={fields as Partial<CustomerFields>} name={unitName(fields as Partial<CustomerFields>, units)} />
  const change = key && value ? { verb: 'EDIT' as const, fields: patchOf(key, value.given) } : undefined
  return (
    <Ask {...asked} verb="EDIT" words="EDIT" facts={{ field: key && say(`customers.field.${key}`) }} change={change} show={shown}>
      <div className="k-bulk-value">
        <Select
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('customers.bulk-field')}
          aria-label={say('customers.bulk-field')}
          value={key}
          options={facts.map((fact) => ({ value: fact, label: say(`customers.field.${fact}`) }))}
          onChange={(next) => {
            setKey(next)
            setValue(undefined)
          }}
        />
        {edit && input && (
          <div key={key} className="k-bulk-input">
            {edit.control ? edit.control(input) : <Control kind={edit.kind} input={input} options={edit.options ?? []} />}
          </div>
        )}
      </div>
    </Ask>
  )
}

const unitName = ({ unitId }: Partial<CustomerFields>, units: readonly { value: number; label: string }[]): string | undefined =>
  units.find((u) => u.value === unitId)?.label

function Delete(asked: BulkAsked) {
  const say = useSay()
  return (
    <Ask {...asked} verb="DELETE" words="DELETE" change={{ verb: 'DELETE' }} danger>
      <p className="k-t2">{say('customers.bulk-delete-says')}</p>
    </Ask>
  )
}
