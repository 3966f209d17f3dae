import { CheckOutlined, MinusOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listTasks } from '../contract.ts'
import { Due } from './due-text.tsx'
import { NewTask } from './new-task.tsx'
import { TaskPanel } from './task-panel.tsx'
import { TaskRows } from './task-rows.tsx'
import { type Row, titleWords } from './task-words.ts'
import { useOpenTask } from './use-open-task.ts'
import './tasks.css'

/** What is open for a customer, and what was done or waived, newest first. */
export function CustomerTasks({ customerId }: { customerId: number }) {
  const say = useSay()
  const may = useMay()
  const opened = useOpenTask()
  const [adding, setAdding] = useState(false)
  const open = useRead(listTasks, { customerId, state: 'OPEN', limit: 200 })
  const done = useRead(listTasks, { customerId, state: 'DONE', limit: 200 })
  const waived = useRead(listTasks, { customerId, state: 'WAIVED', limit: 200 })
  const problem = open.problem ?? done.problem ?? waived.problem
  if (problem) return <Problem problem={problem} again={open.again} />
  if (!open.data || !done.data || !waived.data) return <Skeleton rows={6} />
  const past = [...done.data.rows, ...waived.data.rows].sort((a, b) => (endOf(a) < endOf(b) ? 1 : -1))
  const add = may('tasks.do') && (
    <Button small icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say('tasks.new')}
    </Button>
  )
  return (
    <div className="tasks-of-customer">
      <Section title={say('tasks.open')} more={add} />
      {open.data.rows.length > 0 ? (
        <TaskRows tasks={open.data.rows} onOpen={opened.open} label={say('tasks.open')} ofCustomer />
      ) : (
        <Empty title={say('tasks.none-open')} why={say('tasks.none-why')} />
      )}
      <Section title={say('tasks.past')} />
      {past.length === 0 && <p className="k-t3">{say('tasks.none-past')}</p>}
      {past.length > 0 && (
        <Lines label={say('tasks.past')}>
          {past.map((t) => (
            <PastLine key={t.id} task={t} to={opened.address(t.id)} />
          ))}
        </Lines>
      )}
      <TaskPanel opened={opened} />
      <NewTask open={adding} onClose={() => setAdding(false)} customerId={customerId} />
    </div>
  )
}

const endOf = (t: Row): string => t.doneOn ?? t.dueOn

function PastLine({ task, to }: { task: Row; to: string }) {
  const say = useSay()
  return (
    <Line
      icon={task.state === 'DONE' ? <CheckOutlined /> : <MinusOutlined />}
      title={titleWords(task, say)}
      to={to}
      note={
        <span className={task.standing === 'LATE' ? 'k-warn' : 'k-t3'}>
          {say(`task.standing.${task.standing}`)} <DayText day={endOf(task)} />
        </span>
      }
    />
  )
}

/** In the strip under the name: what is due next. */
export function NextTask({ customerId }: { customerId: number }) {
  const say = useSay()
  const { data } = useRead(listTasks, { customerId, state: 'OPEN', limit: 1 })
  const next = data?.rows[0]
  if (!next) return <span className="k-t3">{data ? '—' : '…'}</span>
  return (
    <>
      {titleWords(next, say)} <Due task={next} />
    </>
  )
}
