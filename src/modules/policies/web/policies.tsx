import { CalendarOutlined, EditOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText, When } from '../../../ui/when.tsx'
import { listPolicies, type policySummary } from '../contract.ts'
import './policies.css'

/** Every published version of the policy, newest first. */
export function Policies() {
  const say = useSay()
  const { data, problem, again } = useRead(listPolicies, {})
  const write = (
    <Button kind="primary" icon={<EditOutlined />} to="/policies/write">
      {say('policies.write')}
    </Button>
  )
  return (
    <Page
      title={say('policies.title')}
      note={data && say('policies.count', { count: data.versions.length })}
      moreActions={
        <Button kind="text" icon={<CalendarOutlined />} to="/settings/calendar">
          {say('calendar.title')}
        </Button>
      }
      actions={write}
    >
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={4} rowHeight={54} />}
      {data && data.versions.length === 0 && <Empty title={say('policies.none')} why={say('policies.none-why')} action={write} />}
      <ol className="policies-list">
        {data?.versions.map((v) => (
          <Version key={v.version} version={v} inForce={data.versions.find((o) => o.inForce)?.version} />
        ))}
      </ol>
    </Page>
  )
}

/** Set-up and the sample company publish under a name that is no person's. */
const isPack = (by: string): boolean => /^([a-z-]+\.[a-z-]+|sample|setup)$/.test(by)

function Version({ version: v, inForce }: { version: z.input<typeof policySummary>; inForce: number | undefined }) {
  const say = useSay()
  return (
    <li>
      <div className="k-row">
        <Link to={`/policies/${v.version}`} className="k-b">
          {v.title}
        </Link>
        <span className="k-t2">{say('policies.version', { version: v.version })}</span>
        {v.inForce && <Chip tone="ok">{say('policies.in-force')}</Chip>}
        <span className="k-grow" />
        <span className="k-t2">
          {say('policies.effective')} <DayText day={v.effectiveOn} />
        </span>
      </div>
      <p className="k-aux k-t3 policies-more">
        <span>
          {isPack(v.publishedBy) ? say('policies.by-itself') : v.publishedBy} · <When at={v.publishedAt} />
          {v.note && ` · ${v.note}`}
        </span>
        <span className="k-grow" />
        {v.version > 1 && <Link to={`/policies/compare?from=${v.version - 1}&to=${v.version}`}>{say('policies.what-changed')}</Link>}
        {inForce !== undefined && v.version < inForce && (
          <Link to={`/policies/compare?from=${inForce}&to=${v.version}`}>{say('policies.restore')}</Link>
        )}
      </p>
    </li>
  )
}
