import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listNotices, markRead } from '../contract.ts'
import { NoticeRows } from './notice-rows.tsx'
import './notifications.css'

/** Behind the bell: what waits to be read, then the newest of the rest. */
export function NoticePanel({ unread, onLeave }: { unread: number; onLeave: () => void }) {
  const say = useSay()
  const { data, problem, again } = useRead(listNotices, { order: 'UNREAD_FIRST', limit: 8 }, { staleSeconds: 0 })
  const read = useChange(markRead)
  return (
    <section className="notice-panel" aria-label={say('notifications.title')}>
      <header>
        {say('notifications.title')}
        <span className="k-grow" />
        {unread > 0 && (
          <Button kind="link" small busy={read.busy} onClick={() => void read.send({ ids: 'ALL' })}>
            {say('notifications.mark-all')}
          </Button>
        )}
      </header>
      <Problem problem={problem ?? read.problem} again={again} />
      {!data && !problem && <Skeleton rows={4} rowHeight={54} />}
      {data?.rows.length === 0 && <Empty title={say('notifications.none')} why={say('notifications.none-why')} />}
      {data && data.rows.length > 0 && <NoticeRows narrow notices={data.rows} label={say('notifications.title')} onOpen={onLeave} />}
      <footer>
        <Link to="/notifications" onClick={onLeave}>
          {say('notifications.all')}
        </Link>
      </footer>
    </section>
  )
}
