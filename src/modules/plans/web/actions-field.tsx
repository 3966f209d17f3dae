import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay, useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { DayInput } from '../../../ui/form/day-input.tsx'
import type { InputProps } from '../../../ui/form/inputs.tsx'
import { useSay } from '../../../ui/say.tsx'
import { peopleOptions } from '../../organisation/contract.ts'
import './plans.css'

const most = 30

/** As they are typed: a row may be empty still. */
export const typedActions = z
  .array(z.strictObject({ what: z.string().max(200), personId: z.int().nullable(), due: day.nullable() }))
  .max(most)
  .default([])
export type TypedAction = z.output<typeof typedActions>[number]

const shown = z.array(z.object({ what: z.string(), personId: z.number().nullable(), due: z.string().nullable() }))

/** What is typed so far; a row without words is left out when it is sent. */
export const actionsOf = (value: unknown): TypedAction[] => shown.safeParse(value).data ?? []
export const writtenActions = (value: unknown): TypedAction[] => actionsOf(value).filter(({ what }) => what.trim() !== '')

/** Whom the writer may give work to: everybody here, or, where nobody else may be given any, only oneself. */
function usePeople(everybody: boolean): { value: number; label: string }[] {
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  const mayAssign = useMay()('tasks.assign')
  const me = useSession().data?.person?.id
  return useMemo(
    () => (people ?? []).filter((p) => everybody || mayAssign || p.id === me).map((p) => ({ value: p.id, label: p.name })),
    [people, everybody, mayAssign, me],
  )
}

/** What is to be done, by whom and by when: a line each. `everybody`: it becomes work only once somebody approves. */
export function ActionsField({ input, everybody = false }: { input: InputProps; everybody?: boolean }) {
  const say = useSay()
  const people = usePeople(everybody)
  const rows = actionsOf(input.value)
  const put = (i: number, change: Partial<TypedAction>) => input.onChange(rows.map((row, at) => (at === i ? { ...row, ...change } : row)))
  return (
    <div className="plans-actions">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
        <div key={i} className="plans-action">
          <Input
            value={row.what}
            maxLength={200}
            placeholder={say('plans.action.what-hint')}
            aria-label={say('plans.action.what', { n: i + 1 })}
            onChange={(e) => put(i, { what: e.target.value })}
            onBlur={input.onBlur}
          />
          <Select<number | null>
            value={row.personId}
            options={people}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={say('plans.action.person-hint')}
            aria-label={say('plans.action.person', { n: i + 1 })}
            onChange={(personId) => put(i, { personId: personId ?? null })}
          />
          <DayInput
            value={row.due ?? ''}
            label={say('plans.action.due', { n: i + 1 })}
            onChange={(due) => put(i, { due: due === '' ? null : due })}
          />
          <Button
            kind="text"
            icon={<CloseOutlined />}
            label={say('plans.action.remove', { n: i + 1 })}
            onClick={() => input.onChange(rows.filter((_, at) => at !== i))}
          />
        </div>
      ))}
      {rows.length < most && (
        <div>
          <Button small icon={<PlusOutlined />} onClick={() => input.onChange([...rows, { what: '', personId: null, due: null }])}>
            {say('plans.action.add')}
          </Button>
        </div>
      )}
    </div>
  )
}
