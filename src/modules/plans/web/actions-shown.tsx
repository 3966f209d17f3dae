import { CheckOutlined, MinusOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { useMay } from '../../../platform/web/session.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import type { actionShown } from '../contract.ts'
import { progressWords } from './plan-words.tsx'

type Action = z.input<typeof actionShown>

/** What is to be done, with the task that came of it. */
export function ActionsShown({ actions }: { actions: readonly Action[] }) {
  const say = useSay()
  const mayTasks = useMay()('tasks.read')
  const states = actions.flatMap(({ taskState }) => taskState ?? [])
  const counts = { actions: actions.length, tasks: states.length, done: states.filter((state) => state === 'DONE').length }
  return (
    <Section title={say('plans.actions')} more={actions.length > 0 && progressWords(counts, say)}>
      {actions.length === 0 && <p className="k-t3">{say('plans.no-actions')}</p>}
      <Lines label={say('plans.actions')}>
        {actions.map((action, i) => (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: actions have no name of their own
            key={i}
            icon={action.taskState === 'DONE' ? <CheckOutlined /> : <MinusOutlined />}
            title={action.what}
            text={whose(action, say)}
            {...(action.taskId !== null && mayTasks ? { to: `/tasks?view=all&task=${action.taskId}` } : {})}
            note={action.due && <DayText day={action.due} />}
          />
        ))}
      </Lines>
    </Section>
  )
}

function whose({ personName, taskState }: Action, say: ReturnType<typeof useSay>): string {
  if (personName === null) return say('plans.nobody')
  return taskState === null ? personName : `${personName} · ${say(`task.state.${taskState}`)}`
}
