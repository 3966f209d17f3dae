import { listJobs } from '../../../platform/office/contract.ts'
import { isOpen, type JobSeen, secondsLeft, shareOf } from '../../../platform/web/jobs.ts'
import { usePages } from '../../../platform/web/reads.ts'
import { Bar } from '../../../ui/bar.tsx'
import { Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { JobPanel } from './job-panel.tsx'
import { State, starterOf } from './job-state.tsx'
import { useOpenJobs } from './open-jobs.ts'

/** Everything that runs or ran in the background. */
export function Jobs() {
  const say = useSay()
  const state = useListQuery()
  const go = useGo()
  const path = usePathname()
  const search = useSearchText()
  useOpenJobs()
  const rows = usePages(listJobs, state.query.view === 'open' ? { open: true } : {})
  const params = new URLSearchParams(search)
  const shown = Number(params.get('job')) || undefined
  const addressOf = (id: number | undefined): string => {
    const next = new URLSearchParams(search)
    next.delete('job')
    if (id !== undefined) next.set('job', String(id))
    return next.size > 0 ? `${path}?${next.toString()}` : path
  }
  const columns: readonly Column<JobSeen>[] = [
    { key: 'kind', title: say('jobs.kind'), render: (j) => say(`job.kind.${j.kind}`) },
    { key: 'state', title: say('jobs.state'), width: 120, render: (j) => <State job={j} /> },
    { key: 'progress', title: say('jobs.progress'), width: 220, render: (j) => <Progress job={j} /> },
    { key: 'by', title: say('jobs.by'), width: 140, render: (j) => <Person name={starterOf(j, say)} /> },
    { key: 'created', title: say('jobs.created'), width: 130, align: 'right', render: (j) => <When at={j.createdAt} /> },
    { key: 'ended', title: say('jobs.ended'), width: 130, align: 'right', render: (j) => <When at={j.endedAt} /> },
  ]
  return (
    <Page title={say('jobs.title')} note={say('jobs.lead')} body="fill" back="/settings">
      <List
        id="jobs"
        rows={rows}
        rowKey={(j) => j.id}
        state={state}
        to={(j) => addressOf(j.id)}
        views={[
          { key: 'all', title: say('jobs.all') },
          { key: 'open', title: say('jobs.open') },
        ]}
        columns={columns}
        unit={say('jobs.unit')}
        card={(j) => (
          <RowCard
            name={say(`job.kind.${j.kind}`)}
            to={addressOf(j.id)}
            kind={<State job={j} />}
            when={<When at={j.createdAt} />}
            text={isOpen(j.state) ? <Progress job={j} /> : starterOf(j, say)}
          />
        )}
        empty={<Empty title={say('jobs.none')} why={say('jobs.none-why')} />}
      />
      {shown !== undefined && <JobPanel id={shown} onClose={() => go(addressOf(undefined), { replace: true })} />}
    </Page>
  )
}

/** How far, and how long still; nothing to say of what has ended. */
function Progress({ job }: { job: JobSeen }) {
  const say = useSay()
  const { at } = useNow()
  if (!isOpen(job.state)) return <span className="k-t3">{job.total ? say('jobs.rows', { done: job.done, total: job.total }) : '—'}</span>
  const left = secondsLeft(job, at.getTime())
  return (
    <span className="k-row">
      <Bar value={Math.round((shareOf(job) ?? 0) * 100)} wide figure />
      {left !== undefined && <span className="k-aux k-t3">{say('ui.seconds-left', { count: Math.ceil(left) })}</span>}
    </span>
  )
}
