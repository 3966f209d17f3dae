import { lazy, Suspense } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { readTask } from '../contract.ts'
import { titleWords } from './task-words.ts'
import type { OpenTask } from './use-open-task.ts'
import './tasks.css'

const WholeTask = lazy(() => import('./whole-task.tsx').then((m) => ({ default: m.WholeTask })))

/** The task the address names, beside the list: what it is, why it is there, and what can be done with it. */
export function TaskPanel({ opened }: { opened: OpenTask }) {
  const say = useSay()
  const { data, problem, again } = useRead(readTask, { id: opened.id ?? 0 }, { when: opened.id !== undefined })
  const task = data?.id === opened.id ? data : undefined
  return (
    <SidePanel open={opened.id !== undefined} title={task ? titleWords(task, say) : say('tasks.column.title')} onClose={opened.close}>
      {problem && <Problem problem={problem} again={again} />}
      {!task && !problem && <Skeleton rows={6} />}
      {task && (
        <Suspense fallback={<Skeleton rows={6} />}>
          <WholeTask key={`${task.id} ${opened.act}`} task={task} opened={opened} />
        </Suspense>
      )}
    </SidePanel>
  )
}
