import { lazy, Suspense } from 'react'
import { Rule } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Why } from '../../../ui/why.tsx'
import { type Row, titleWords } from './task-words.ts'
import './tasks.css'

const WhyBody = lazy(() => import('./why-body.tsx').then((m) => ({ default: m.WhyBody })))

/** The rule behind a task as a small button that answers why; nothing for what people set themselves. */
export function WhyTask({ task }: { task: Row }) {
  const say = useSay()
  const { today } = useNow()
  if (task.ruleId === null) return null
  return (
    <Why
      label={say('tasks.why-of', { title: titleWords(task, say) })}
      head={
        <>
          <span>{titleWords(task, say)}</span>
          <span className="k-t2">{say('tasks.due-on', { day: shortDay(task.dueOn, today) })}</span>
        </>
      }
      basis={task.policyVersion !== null && say('tasks.version', { version: task.policyVersion })}
      body={() => (
        <Suspense fallback={<Skeleton rows={5} rowHeight={28} />}>
          <WhyBody id={task.id} />
        </Suspense>
      )}
    >
      <Rule>{task.ruleId}</Rule>
    </Why>
  )
}
