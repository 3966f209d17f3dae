import { PlusOutlined } from '@ant-design/icons'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { z } from 'zod'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { may, useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { declaredFields, type FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listUnits } from '../../organisation/contract.ts'
import { taskFilterFields } from '../contract/filter-fields.ts'
import { listTasks, taskKinds, taskStates } from '../contract.ts'
import { Due, Planned } from './due-text.tsx'
import { filterOf, views } from './list-query.ts'
import { NewTask } from './new-task.tsx'
import { usePeople } from './task-forms.tsx'
import { TaskPanel } from './task-panel.tsx'
import { kindWords, type Row, standingWords, titleWords } from './task-words.ts'
import { useOpenTask } from './use-open-task.ts'
import { WhyTask } from './why-task.tsx'
import './tasks.css'

const BulkActions = lazy(() => import('./bulk-actions.tsx').then((m) => ({ default: m.BulkActions })))

/** Every task in sight: one's own, those nobody has, or all. */
export function TaskList() {
  const say = useSay()
  const state = useListQuery()
  const input: Omit<z.input<typeof listTasks.input>, 'after'> = filterOf(state.query)
  const rows = usePages(listTasks, input)
  const opened = useOpenTask()
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={say('tasks.title')}
      body="fill"
      actions={
        <Button kind="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {say('tasks.new')}
        </Button>
      }
    >
      <List<Row>
        id="tasks"
        saved="tasks"
        columns={useColumns()}
        rows={rows}
        rowKey={(t) => t.id}
        state={state}
        to={(t) => opened.address(t.id)}
        views={views.map((key) => ({ key, title: say(`tasks.view.${key}`) }))}
        fields={useFields()}
        unit={say('tasks.unit')}
        card={(t) => <Card task={t} to={opened.address(t.id)} />}
        bulk={(selection, clear) => (
          <Suspense>
            <BulkActions selection={selection} clear={clear} list={input} />
          </Suspense>
        )}
        empty={<Empty title={say('tasks.none')} why={say('tasks.none-why')} />}
      />
      <TaskPanel opened={opened} />
      <NewTask open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

const dash = <span className="k-t3">—</span>

function useColumns(): readonly Column<Row>[] {
  const say = useSay()
  const { today } = useNow()
  return useMemo(() => {
    const title = (key: string) => say(`tasks.column.${key}`)
    return [
      { key: 'title', title: title('title'), render: (t) => titleWords(t, say) },
      { key: 'rule', title: '', width: 84, render: (t) => <WhyTask task={t} /> },
      { key: 'customer', title: title('customer'), width: 240, render: (t) => t.customerName ?? dash },
      { key: 'tier', title: title('tier'), width: 96, render: (t) => (t.tier ? <TierBadge tier={{ code: t.tier }} /> : dash) },
      { key: 'kind', title: title('kind'), width: 100, render: (t) => kindWords(t.kind, say) },
      { key: 'due', title: title('due'), width: 150, align: 'right', render: (t) => <Due task={t} /> },
      { key: 'planned', title: title('planned'), width: 80, align: 'right', render: (t) => <DayText day={t.plannedOn} /> },
      { key: 'assignee', title: title('assignee'), width: 104, render: (t) => <Person name={t.assigneeName} /> },
      { key: 'unit', title: title('unit'), width: 100, optional: true, render: (t) => t.unitName ?? dash },
      { key: 'state', title: title('state'), width: 84, render: (t) => standingWords(t, today, say) },
    ]
  }, [say, today])
}

function useFields(): readonly FilterField[] {
  const say = useSay()
  const session = useSession().data
  const people = usePeople()
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  return useMemo(() => {
    const coded = (codes: readonly string[], words: string) => ({
      options: codes.map((value) => ({ value, label: say(`${words}.${value}`) })),
    })
    return declaredFields(taskFilterFields, {
      title: (key) => say(`tasks.filter.${key}`),
      may: ({ permission }) => may(session, permission ?? 'signed-in'),
      more: {
        state: coded(taskStates, 'task.state'),
        kind: { ...coded(taskKinds, 'task.kind'), free: true },
        tier: coded(['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK'], 'tier'),
        class: coded(['KEY', 'GENERAL'], 'customers.class'),
        origin: coded(['POLICY', 'HAND'], 'tasks.origin'),
        assigneeId: {
          options: [{ value: 'me', label: say('tasks.filter.me') }, ...people.map((p) => ({ value: String(p.value), label: p.label }))],
        },
        unitId: { options: (units ?? []).map((u) => ({ value: String(u.id), label: u.name })) },
      },
    })
  }, [say, session, people, units])
}

function Card({ task, to }: { task: Row; to: string }) {
  const say = useSay()
  return (
    <RowCard
      kind={kindWords(task.kind, say)}
      when={<Due task={task} />}
      name={task.customerName ?? titleWords(task, say)}
      to={to}
      tier={task.tier === null ? null : { code: task.tier }}
      text={
        <>
          {titleWords(task, say)} · {task.assigneeName ?? say('tasks.nobody')} <Planned task={task} />
        </>
      }
    />
  )
}
