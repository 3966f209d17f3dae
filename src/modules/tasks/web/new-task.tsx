import { lazy, Suspense } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'

const NewTaskForm = lazy(() => import('./new-task-form.tsx').then((m) => ({ default: m.NewTaskForm })))

type NewTaskProps = { open: boolean; onClose: () => void; customerId?: number }

/** A task somebody sets themselves, for oneself or for who they may give work to. */
export function NewTask({ open, onClose, customerId }: NewTaskProps) {
  const say = useSay()
  return (
    <Dialog open={open} title={say('tasks.new')} onClose={onClose}>
      <Suspense fallback={<Skeleton rows={4} />}>
        <NewTaskForm close={onClose} customerId={customerId} />
      </Suspense>
    </Dialog>
  )
}
