import { useRef } from 'react'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { CountedAt } from '../../../ui/when.tsx'
import { type TeamHeap, team as teamWork } from '../contract/team.ts'
import { TaskPanel } from './task-panel.tsx'
import { TeamBoard } from './team-board.tsx'
import { GiveDialog, useGiving } from './team-give.tsx'
import { HeapTasks } from './team-heap.tsx'
import type { Given } from './team-tasks.tsx'
import { UnitPicker, useUnit } from './team-units.tsx'
import { type OpenTask, useOpenTask } from './use-open-task.ts'
import './team.css'

export type Member = z.input<typeof teamWork.output>['people'][number]
export type Giving = ReturnType<typeof useGiving>
/** Which figure's tasks are looked at. */
export type Looked = { personId: number; heap: TeamHeap } | undefined

/** A unit's work by person, and on top what nobody has yet. */
export function Team() {
  const say = useSay()
  const unit = useUnit()
  const asked = unit.unitId === undefined ? {} : { unitId: unit.unitId }
  const { data, problem, again } = useRead(teamWork, asked, { keepLast: true })
  const opened = useOpenTask()
  const giving = useGiving()
  // Kept beside the rendering: what is dragged is known before the next picture is drawn.
  const dragged = useRef<Given | undefined>(undefined)
  const drag = (tasks: Given | undefined) => {
    dragged.current = tasks
  }
  const isEmpty = data?.people.length === 0 && data.unassigned.open === 0
  return (
    <Page
      title={say('team.title')}
      moreActions={<Button to="/workload">{say('workload.title')}</Button>}
      actions={<UnitPicker {...unit} />}
    >
      <Problem problem={problem} again={again} />
      <Problem problem={giving.problem} />
      {!data && !problem && <Skeleton rows={10} />}
      {isEmpty && <Empty title={say('team.none')} why={say('team.none-why')} />}
      {data && !isEmpty && (
        <>
          <Nobodys count={data.unassigned.open} asked={asked} opened={opened} giving={giving} onDrag={drag} />
          <TeamBoard people={data.people} asked={asked} opened={opened} giving={giving} dragged={dragged} onDrag={drag} />
          <p className="k-aux k-t3 team-hint">
            {say('team.hint')} <CountedAt at={data.countedAt} />
          </p>
        </>
      )}
      <TaskPanel opened={opened} />
      <GiveDialog giving={giving} />
    </Page>
  )
}

type NobodysProps = {
  count: number
  asked: { unitId?: number }
  opened: OpenTask
  giving: Giving
  onDrag: (tasks: Given | undefined) => void
}

/** What nobody has: on top, because nobody else will see it. */
function Nobodys({ count, asked, ...rest }: NobodysProps) {
  const say = useSay()
  return (
    <section className="team-nobody">
      <h2 className={count > 0 ? 'k-warn' : ''}>
        {say('team.nobody')} <small>{count > 0 ? `${count} ${say('tasks.unit')}` : say('team.nobody-none')}</small>
      </h2>
      {count > 0 && <HeapTasks asked={{ ...asked, assignee: 'none', heap: 'open' }} label={say('team.nobody')} {...rest} />}
    </section>
  )
}
