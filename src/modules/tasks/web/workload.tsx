import { Fragment, useState } from 'react'
import type { z } from 'zod'
import { addDays, type Day } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Person } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { grouped } from '../../../ui/figures.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { CountedAt } from '../../../ui/when.tsx'
import { workload } from '../contract/figures.ts'
import type { teamTasks } from '../contract/team.ts'
import { mondayOf } from '../policy/weeks.ts'
import { TaskPanel } from './task-panel.tsx'
import { GiveDialog, useGiving } from './team-give.tsx'
import { HeapTasks } from './team-heap.tsx'
import { useOpenTask } from './use-open-task.ts'
import './team.css'

type Reply = z.input<typeof workload.output>
type Load = Reply['unassigned'] & { personId: number | null; name: string; unitName: string | null }
type Part = Pick<z.input<typeof teamTasks.input>, 'heap' | 'from' | 'until'>
type Looked = { personId: number | null; key: string; part: Part } | undefined

/** Weeks ahead that are shown. */
const weeks = 8
const anciently: Day = '1990-01-01'

/** Who has how much to do in which of the next weeks; every figure opens its tasks. */
export function Workload() {
  const say = useSay()
  const { data, problem, again } = useRead(workload, { weeks })
  const opened = useOpenTask()
  const giving = useGiving()
  const loads = data ? loadsOf(data, say('team.nobody')) : []
  const isEmpty = data !== undefined && loads.every((l) => l.total === 0)
  return (
    <Page title={say('workload.title')} prints back="/team">
      <p className="k-t2 k-lead">{say('workload.lead')}</p>
      <Problem problem={problem} again={again} />
      <Problem problem={giving.problem} />
      {!data && !problem && <Skeleton rows={10} />}
      {isEmpty && <Empty title={say('workload.none', { count: weeks })} />}
      {data && !isEmpty && <Loads loads={loads} opened={opened} giving={giving} />}
      {data && !isEmpty && <CountedAt at={data.countedAt} />}
      <TaskPanel opened={opened} />
      <GiveDialog giving={giving} />
    </Page>
  )
}

/** What nobody has first, then people as the server orders them. */
const loadsOf = ({ people, unassigned }: Reply, nobody: string): Load[] => [
  ...(unassigned.total > 0 ? [{ ...unassigned, personId: null, name: nobody, unitName: null }] : []),
  ...people,
]

type LoadsProps = { loads: readonly Load[]; opened: ReturnType<typeof useOpenTask>; giving: ReturnType<typeof useGiving> }

function Loads({ loads, opened, giving }: LoadsProps) {
  const say = useSay()
  const { today } = useNow()
  const [looked, setLooked] = useState<Looked>(undefined)
  const mondays = Array.from({ length: weeks }, (_, i) => addDays(mondayOf(today), 7 * i))
  // What nobody has is no measure of what one person can do.
  const most = Math.max(1, ...loads.filter((l) => l.personId !== null).flatMap((l) => l.weeks.map((w) => w.tasks)))
  const toggle = (next: NonNullable<Looked>) => setLooked(isSame(looked, next) ? undefined : next)
  return (
    <div className="load-scroll">
      <table className="load-table">
        <thead>
          <tr>
            <th scope="col">{say('team.person')}</th>
            <th scope="col" className="load">
              {say('team.heap.earlier')}
            </th>
            {mondays.map((monday, i) => (
              <th key={monday} scope="col" className="load">
                {i === 0 ? say('workload.this-week') : say('workload.week', { from: shortDay(monday, today) })}
              </th>
            ))}
            <th scope="col" className="right">
              {say('workload.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {loads.map((load) => (
            <Fragment key={load.personId ?? 0}>
              <LoadRow load={load} mondays={mondays} most={most} looked={looked} toggle={toggle} />
              {looked && looked.personId === load.personId && (
                <tr className="team-under">
                  <td colSpan={weeks + 3}>
                    <HeapTasks
                      asked={{ ...looked.part, assignee: load.personId ?? 'none' }}
                      label={load.name}
                      opened={opened}
                      giving={giving}
                      onClose={() => setLooked(undefined)}
                    />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isSame = (a: Looked, b: NonNullable<Looked>): boolean => a?.personId === b.personId && a.key === b.key

type LoadRowProps = {
  load: Load
  mondays: readonly Day[]
  most: number
  looked: Looked
  toggle: (looked: NonNullable<Looked>) => void
}

function LoadRow({ load, mondays, most, looked, toggle }: LoadRowProps) {
  const { personId, name, unitName, earlier, total } = load
  const figure = (key: string, count: number, part: Part) => (
    <Figure
      count={count}
      label={`${name} ${key} ${count}`}
      isOpen={isSame(looked, { personId, key, part })}
      onClick={() => toggle({ personId, key, part })}
    />
  )
  const last = addDays(mondays.at(-1) ?? anciently, 6)
  return (
    <tr className={personId === null ? 'nobody' : ''}>
      <th scope="row">
        {personId === null ? (
          name
        ) : (
          <span className="k-row">
            <Person name={name} />
            <small className="k-t3 k-cut">{unitName}</small>
          </span>
        )}
      </th>
      <td className="load">
        <span>
          {figure('earlier', earlier, { heap: 'earlier' })}
          <i className="none" aria-hidden="true" />
        </span>
      </td>
      {load.weeks.map(({ week, tasks }, i) => {
        const from = mondays[i] ?? anciently
        const isFull = personId !== null && tasks === most
        return (
          <td key={week} className={isFull ? 'load full' : 'load'}>
            <span>
              {figure(week, tasks, { heap: 'span', from, until: addDays(from, 6) })}
              <i aria-hidden="true">
                <i style={{ width: `${Math.min(100, (tasks / most) * 100)}%` }} />
              </i>
            </span>
          </td>
        )
      })}
      <td className="right">{figure('total', total, { heap: 'span', from: anciently, until: last })}</td>
    </tr>
  )
}

type FigureProps = { count: number; label: string; isOpen: boolean; onClick: () => void }

function Figure({ count, label, isOpen, onClick }: FigureProps) {
  if (count === 0) return <span className="k-mute">0</span>
  return (
    <button type="button" aria-label={label} aria-expanded={isOpen} onClick={onClick}>
      {grouped(count)}
    </button>
  )
}
