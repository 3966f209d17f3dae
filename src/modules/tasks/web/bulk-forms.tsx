import { Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { z } from 'zod'
import { day as dayShape } from '../../../core/day.ts'
import { useBulk } from '../../../platform/web/bulk.ts'
import { useUndo } from '../../../platform/web/undo.ts'
import { dayWords } from '../../../ui/days.ts'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { BulkDialog } from '../../../ui/list/bulk-dialog.tsx'
import { selectionInput } from '../../../ui/list/chosen.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { DayText } from '../../../ui/when.tsx'
import { bulkTasks, type TasksChange } from '../contract/bulk.ts'
import { affected } from './affected.ts'
import type { BulkAsked } from './bulk-actions.tsx'
import { usePeople } from './task-forms.tsx'

type AskProps = BulkAsked & {
  verb: TasksChange['verb']
  change: z.input<typeof bulkTasks.preview.input>['change'] | undefined
  facts: Record<string, unknown>
  show: (value: unknown) => ReactNode
  children: ReactNode
}

/** Asks what the chosen tasks are to get, shows what that changes, and does it. */
export const BulkForm = ({ verb, ...asked }: BulkAsked & { verb: TasksChange['verb'] }) =>
  verb === 'ASSIGN' ? <Assign {...asked} /> : <Postpone {...asked} />

const rooms = ['tasks', ...affected]

function Ask({ selection, list, onClose, verb, change, facts, show, children }: AskProps) {
  const say = useSay()
  const toast = useToast()
  const undo = useUndo({ say, rooms })
  const bulk = useBulk(bulkTasks, {
    input: change && { ...selectionInput(list, selection), change },
    say,
    rooms,
    onDone: ({ changed, refused }, undoId) => {
      if (changed > 0) toast({ text: say(`tasks.bulk-done.${verb}`, { ...facts, count: changed }), ...undo(undoId) })
      if (refused.length === 0) onClose(true)
    },
  })
  return (
    <BulkDialog
      title={say(`tasks.bulk.${verb}`)}
      onClose={() => onClose(bulk.result !== undefined)}
      bulk={bulk}
      unit={say('tasks.unit')}
      action={(count) => say(`tasks.bulk-do.${verb}`, { count })}
      show={show}
    >
      {children}
    </BulkDialog>
  )
}

function Assign(asked: BulkAsked) {
  const say = useSay()
  const people = usePeople()
  const [person, setPerson] = useState<number | undefined>(undefined)
  const name = people.find((p) => p.value === person)?.label
  return (
    <Ask
      {...asked}
      verb="ASSIGN"
      facts={{ name }}
      change={person === undefined ? undefined : { verb: 'ASSIGN', assigneeId: person }}
      show={(value) => (typeof value === 'string' ? value : say('tasks.nobody'))}
    >
      <div className="k-bulk-value">
        <Select
          autoFocus
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('tasks.bulk-person')}
          aria-label={say('tasks.bulk-person')}
          value={person}
          options={[...people]}
          onChange={setPerson}
        />
      </div>
    </Ask>
  )
}

function Postpone(asked: BulkAsked) {
  const say = useSay()
  const { today } = useNow()
  const [plannedOn, setPlannedOn] = useState('')
  const [reason, setReason] = useState('')
  const isDay = dayShape.safeParse(plannedOn).success
  return (
    <Ask
      {...asked}
      verb="POSTPONE"
      facts={{ day: isDay ? dayWords(plannedOn, today, say) : '' }}
      change={isDay ? { verb: 'POSTPONE', plannedOn, reason: reason.trim() || null } : undefined}
      show={(value) => <DayText day={typeof value === 'string' ? value : null} />}
    >
      <div className="k-bulk-value">
        <DayInput value={plannedOn} min={today} label={say('tasks.field.plannedOn')} onChange={setPlannedOn} />
        <Input
          value={reason}
          maxLength={500}
          aria-label={say('tasks.field.reason')}
          placeholder={say('tasks.bulk-reason')}
          onChange={(e) => setReason(e.target.value)}
        />
      </div>
    </Ask>
  )
}
