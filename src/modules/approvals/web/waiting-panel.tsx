import { useRead } from '../../../platform/web/reads.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Link } from '../../../ui/link.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { listApprovals } from '../contract.ts'
import { useTitle } from './use-title.ts'

const shown = 5

/** On Today: what waits for one's own decision; nothing where nothing waits. */
export function WaitingApprovals() {
  const say = useSay()
  const title = useTitle()
  const { data } = useRead(listApprovals, { limit: 200 }, { staleSeconds: 60 })
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Panel title={`${say('approvals.view.to-decide')} ${rows.length}`} more={<Link to="/approvals">{say('approvals.see-all')}</Link>}>
      <Lines label={say('approvals.view.to-decide')}>
        {rows.slice(0, shown).map((a) => (
          <Line
            key={a.id}
            title={title(a)}
            text={[a.customer?.name, a.askedByName || say('approvals.by-system')].filter(Boolean).join(' · ')}
            note={
              <span className="k-aux k-t3">
                <When at={a.askedAt} />
              </span>
            }
            to={`/approvals?approval=${a.id}`}
          />
        ))}
      </Lines>
    </Panel>
  )
}
