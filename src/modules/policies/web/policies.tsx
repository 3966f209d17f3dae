import { CalendarOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
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
  const mayPublish = useMay()('policies.publish')
  const phone = usePhone()
  const { data, problem, again } = useRead(listPolicies, {})
  const publish = (
    <Button kind="primary" to="/policies/new" disabledBecause={mayPublish ? undefined : say('policies.no-publish-right')}>
      {say('policies.new')}
    </Button>
  )
  return (
    <Page
      title={say('policies.title')}
      note={data && say('policies.count', { count: data.versions.length })}
      moreActions={
        <>
          <Button kind="text" icon={<CalendarOutlined />} to="/settings/calendar">
            {say('calendar.title')}
          </Button>
          {phone && !mayPublish && publish}
        </>
      }
      actions={(!phone || mayPublish) && publish}
    >
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={4} rowHeight={54} />}
      {data && data.versions.length === 0 && <Empty title={say('policies.none')} why={say('policies.none-why')} action={publish} />}
      <ol className="policies-list">
        {data?.versions.map((v) => (
          <Version key={v.version} version={v} />
        ))}
      </ol>
    </Page>
  )
}

/** Set-up and the sample company publish under a name that is no person's. */
const isPack = (by: string): boolean => /^([a-z-]+\.[a-z-]+|sample|setup)$/.test(by)

function Version({ version: v }: { version: z.input<typeof policySummary> }) {
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
      <p className="k-aux k-t3">
        {isPack(v.publishedBy) ? say('policies.by-itself') : v.publishedBy} · <When at={v.publishedAt} />
        {v.note && ` · ${v.note}`}
      </p>
    </li>
  )
}
