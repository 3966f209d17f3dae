import { daysBetween } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { distanceWords } from '../../../ui/days.ts'
import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { teamToday } from '../contract/team.ts'
import { type Row, titleWords } from './task-words.ts'
import { useOpenTask } from './use-open-task.ts'
import './today.css'

/** For whoever hands out work, beside their own day: what is late with others, and what nobody has. */
export function TeamToday() {
  const say = useSay()
  const { data, problem, again } = useRead(teamToday, {})
  const count = ({ count: n, more }: { count: number; more: boolean }) => (more ? say('panel.over', { count: grouped(n) }) : grouped(n))
  return (
    <Panel title={say('panel.team')} more={<Link to="/team">{say('panel.see-team')}</Link>}>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={3} />}
      {data && (
        <>
          <dl className="today-two">
            <div>
              <dt>{say('panel.team-overdue')}</dt>
              <dd className={data.overdue.count > 0 ? 'k-danger' : 'k-t3'}>{count(data.overdue)}</dd>
            </div>
            <div>
              <dt>{say('panel.unassigned')}</dt>
              <dd className={data.unassigned.count > 0 ? 'k-warn' : 'k-t3'}>{count(data.unassigned)}</dd>
            </div>
          </dl>
          {data.overdue.count + data.unassigned.count === 0 && <p className="k-t2">{say('panel.all-well')}</p>}
          <Rows rows={data.overdue.rows} label={say('panel.team-overdue')} />
          <Rows rows={data.unassigned.rows} label={say('panel.unassigned')} />
        </>
      )}
    </Panel>
  )
}

function Rows({ rows, label }: { rows: readonly Row[]; label: string }) {
  const say = useSay()
  const { today } = useNow()
  const opened = useOpenTask()
  if (rows.length === 0) return null
  const whenWords = (t: Row) => {
    const late = daysBetween(t.windowTo, today)
    return late > 0 ? say('tasks.late-by', { count: late }) : distanceWords(t.windowTo, today, say)
  }
  return (
    <ul className="today-lines" aria-label={label}>
      {rows.map((t) => (
        <li key={t.id}>
          <button type="button" className="k-cut" onClick={() => opened.open(t.id)}>
            {t.customerName ?? titleWords(t, say)}
          </button>
          <span className={t.windowTo < today ? 'k-aux k-danger' : 'k-aux k-t3'}>{whenWords(t)}</span>
          <small className="k-cut">
            {t.customerName === null ? '' : `${titleWords(t, say)} · `}
            {t.assigneeName ?? say('tasks.nobody')}
          </small>
        </li>
      ))}
    </ul>
  )
}
