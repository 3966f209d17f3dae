import { useRead } from '../../../platform/web/reads.ts'
import { Rule } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { WhySection } from '../../../ui/why.tsx'
import { codeLabel } from '../../policies/policy/policy-words.ts'
import { readTask } from '../contract.ts'
import { assignedWords } from './assigned-words.ts'
import { reckoned, type TaskShown } from './task-words.ts'
import './tasks.css'

/** The rule a task comes from, how its day was reckoned, and what is asked. */
export function WhyBody({ id }: { id: number }) {
  const { data, problem, again } = useRead(readTask, { id })
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={5} rowHeight={28} />
  return (
    <>
      <WhySection>
        <Reckoned task={data} />
      </WhySection>
      {data.rule && (
        <WhySection>
          <Clause task={data} />
        </WhySection>
      )}
      <Asks task={data} />
    </>
  )
}

/** How the due day came about, and until when it is on time. */
export function Reckoned({ task }: { task: TaskShown }) {
  const say = useSay()
  const { today } = useNow()
  if (task.ruleId === null) return <p>{say('tasks.by-hand', { name: task.createdBy?.name ?? '' })}</p>
  return (
    <>
      {reckoned(task, today, say).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className="k-t2">
        {say('tasks.window', { from: shortDay(task.windowFrom, today), to: shortDay(task.windowTo, today) })}
        {say(task.counted ? 'tasks.counted' : 'tasks.not-counted')}
      </p>
      <p className="k-t2">{assignedWords(task, (post) => codeLabel(['post'], post, say), say)}</p>
    </>
  )
}

/** The rule with its number, what it says, and where that is written. */
export function Clause({ task }: { task: TaskShown }) {
  const { rule, ruleId } = task
  if (!rule) return null
  return (
    <>
      <p className="k-row tasks-clause">
        <b>{rule.title}</b>
        <Rule>{ruleId}</Rule>
      </p>
      <p className="k-t2">{rule.text}</p>
      {rule.clause && (
        <p className="k-aux k-t3">
          {rule.clause.document} {rule.clause.place}
        </p>
      )}
    </>
  )
}

function Asks({ task }: { task: TaskShown }) {
  const say = useSay()
  const { checklist = [], channels = [], evidence = [] } = task.rule ?? {}
  if (checklist.length + channels.length + evidence.length === 0) return null
  const line = (key: string, items: readonly string[]) => items.length > 0 && <p>{say(key, { items })}</p>
  return (
    <WhySection>
      <div className="k-t2">
        {line('tasks.asks-checklist', checklist)}
        {line(
          'tasks.asks-channels',
          channels.map((c) => say(`task.channel.${c}`)),
        )}
        {line(
          'tasks.asks-evidence',
          evidence.map((e) => say(`task.evidence.${e}`)),
        )}
      </div>
    </WhySection>
  )
}
