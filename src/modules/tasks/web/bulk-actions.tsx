import { CalendarOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { lazy, type ReactNode } from 'react'
import type { z } from 'zod'
import { useMay } from '../../../platform/web/session.ts'
import { BulkVerbs } from '../../../ui/list/bulk-verbs.tsx'
import type { Selection } from '../../../ui/list/list-props.ts'
import { useSay } from '../../../ui/say.tsx'
import type { TasksChange, tasksAsked } from '../contract/bulk.ts'

export type BulkAsked = {
  selection: Selection
  list: z.input<typeof tasksAsked> /** `done`: the rows need not stay selected. */
  onClose: (done: boolean) => void
}

const BulkForm = lazy(() => import('./bulk-forms.tsx').then((m) => ({ default: m.BulkForm })))

const verbs: readonly { verb: TasksChange['verb']; icon: ReactNode; permission: string; lacks: string }[] = [
  { verb: 'ASSIGN', icon: <UserSwitchOutlined />, permission: 'tasks.assign', lacks: 'tasks.no-assign-right' },
  { verb: 'POSTPONE', icon: <CalendarOutlined />, permission: 'tasks.do', lacks: 'tasks.no-do-right' },
]

/** What can be done with the chosen tasks. */
export function BulkActions({ selection, list, clear }: Omit<BulkAsked, 'onClose'> & { clear: () => void }) {
  const say = useSay()
  const may = useMay()
  const allowed = verbs.map(({ permission, lacks, ...v }) => ({
    ...v,
    label: say(`tasks.bulk.${v.verb}`),
    refused: may('tasks.do') && may(permission) ? undefined : say(lacks),
  }))
  return (
    <BulkVerbs
      verbs={allowed}
      clear={clear}
      form={(verb, close) => <BulkForm verb={verb} selection={selection} list={list} onClose={close} />}
    />
  )
}
