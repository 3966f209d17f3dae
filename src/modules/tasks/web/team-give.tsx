import { useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { assignTasks } from '../contract.ts'
import { affected } from './affected.ts'
import { AssignTasks } from './task-forms.tsx'
import type { Given } from './team-tasks.tsx'

/** Handing out tasks: at once to a person they were dropped on, or by a form that asks for one. */
export function useGiving() {
  const say = useSay()
  const toast = useToast()
  const [asking, setAsking] = useState<Given | undefined>(undefined)
  const assign = useChange(assignTasks, { rooms: affected })
  const give = async (tasks: Given, to: { personId: number; name: string }) => {
    const done = await assign.send({ assigneeId: to.personId, tasks: tasks.map(({ id, version }) => ({ id, version })) })
    if (done && done.assigned > 0) toast({ text: say('team.given', { count: done.assigned, name: to.name }) })
  }
  return { give, ask: setAsking, asking, close: () => setAsking(undefined), problem: assign.problem }
}

export function GiveDialog({ giving }: { giving: ReturnType<typeof useGiving> }) {
  const say = useSay()
  const { asking, close } = giving
  return (
    <Dialog open={asking !== undefined} title={say('tasks.assign')} onClose={close}>
      {asking && <AssignTasks tasks={asking} onCancel={close} onDone={close} />}
    </Dialog>
  )
}
