import { CalendarOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { z } from 'zod'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
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
  const [open, setOpen] = useState<TasksChange['verb'] | undefined>(undefined)
  const close = (done: boolean) => {
    setOpen(undefined)
    if (done) clear()
  }
  return (
    <>
      {verbs.map(({ verb, icon, permission, lacks }) => (
        <Button
          key={verb}
          kind="text"
          icon={icon}
          disabledBecause={may('tasks.do') && may(permission) ? undefined : say(lacks)}
          onClick={() => setOpen(verb)}
        >
          {say(`tasks.bulk.${verb}`)}
        </Button>
      ))}
      {open && (
        <Suspense>
          <BulkForm verb={open} selection={selection} list={list} onClose={close} />
        </Suspense>
      )}
    </>
  )
}
