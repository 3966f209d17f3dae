import { PlusOutlined } from '@ant-design/icons'
import { Suspense, useState } from 'react'
import { daysBetween } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { lazyPart, type TodayPanel, useTodayPanels } from '../../../platform/web/screens.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { weekdayKey } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Strip } from '../../../ui/strip.tsx'
import { todaysTasks } from '../contract.ts'
import { NewTask } from './new-task.tsx'
import { TaskPanel } from './task-panel.tsx'
import { TaskRows } from './task-rows.tsx'
import type { Row } from './task-words.ts'
import { useOpenTask } from './use-open-task.ts'
import './tasks.css'
import './today.css'

type Heap = { readonly count: number; readonly rows: readonly Row[] }
const heapNames = ['overdue', 'dueToday', 'inWindow', 'nextDays'] as const
type HeapName = (typeof heapNames)[number]

/** A person's day: what is late, what is due, what may be done already, what comes; beside it what their role has to look after. */
export function Today() {
  const say = useSay()
  const { today } = useNow()
  const { data, problem, again } = useRead(todaysTasks, {})
  const opened = useOpenTask()
  const [adding, setAdding] = useState(false)
  const may = useMay()
  const phone = usePhone()
  const panels = useTodayPanels().filter((panel) => may(panel.permission))
  const [, month, day] = today.split('-').map(Number)
  const add = (
    <Button
      kind="primary"
      icon={<PlusOutlined />}
      disabledBecause={may('tasks.do') ? undefined : say('tasks.no-do-right')}
      onClick={() => setAdding(true)}
    >
      {say('tasks.new')}
    </Button>
  )
  return (
    <Page
      title={say('today.title')}
      note={`${say('today.date', { month, day })} ${say(weekdayKey(today))}`}
      actions={may('tasks.do') || !phone ? add : undefined}
      body="fill"
    >
      <div className="today-page">
        <div className="today-main">
          <Problem problem={problem} again={again} />
          {!data && !problem && <Skeleton rows={8} rowHeight={54} />}
          {data && <Counts heaps={data} />}
          {data && heapNames.map((name) => <HeapOf key={name} name={name} heap={data[name]} onOpen={opened.open} />)}
          {data && heapNames.every((name) => data[name].count === 0) && (
            <Empty title={say('today.nothing')} why={say('today.nothing-why')} action={<Button to="/tasks">{say('today.all')}</Button>} />
          )}
        </div>
        <aside className="today-side" aria-label={say('today.beside')}>
          {panels.map((panel) => (
            <PanelOf key={panel.key} panel={panel} />
          ))}
        </aside>
      </div>
      <TaskPanel opened={opened} />
      <NewTask open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function PanelOf({ panel }: { panel: TodayPanel }) {
  const Body = lazyPart(panel.component)
  return (
    <Suspense fallback={null}>
      <Body />
    </Suspense>
  )
}

function Counts({ heaps }: { heaps: Readonly<Record<HeapName, Heap>> }) {
  const say = useSay()
  const { today } = useNow()
  const longest = Math.max(0, ...heaps.overdue.rows.map((t) => daysBetween(t.windowTo, today)))
  const facts = heapNames.map((name) => ({
    key: name,
    label: say(`today.${name}`),
    value: <Count key={name} name={name} count={heaps[name].count} />,
    ...(name === 'overdue' && longest > 0 ? { note: say('today.longest', { count: longest }) } : {}),
  }))
  return <Strip figures facts={facts} label={say('today.title')} />
}

function Count({ name, count }: { name: HeapName; count: number }) {
  if (count === 0) return <span className="k-t3">0</span>
  return (
    <a href={`#today-${name}`} className={name === 'overdue' ? 'tasks-late' : ''}>
      {count}
    </a>
  )
}

type HeapProps = { name: HeapName; heap: Heap; onOpen: ReturnType<typeof useOpenTask>['open'] }

function HeapOf({ name, heap, onOpen }: HeapProps) {
  const say = useSay()
  if (heap.count === 0) return null
  const more = heap.count - heap.rows.length
  return (
    <section className="tasks-heap" id={`today-${name}`}>
      <h2 className={name === 'overdue' ? 'k-danger' : ''}>
        {say(`today.${name}`)} <small>{`${heap.count} ${say('tasks.unit')}`}</small>
      </h2>
      <TaskRows tasks={heap.rows} onOpen={onOpen} label={say(`today.${name}`)} />
      {more > 0 && (
        <p className="k-aux">
          <Link to={name === 'overdue' ? '/tasks?view=overdue' : '/tasks'}>{say('today.more', { count: more })}</Link>
        </p>
      )}
    </section>
  )
}
