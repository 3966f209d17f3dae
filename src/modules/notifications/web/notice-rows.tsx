import { useChange } from '../../../platform/web/reads.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { markRead } from '../contract.ts'
import { addressOf, linesOf, type Shown } from './notice-words.ts'
import { WhyNotice } from './why-notice.tsx'
import './notifications.css'

type RowsProps = {
  notices: readonly Shown[]
  label: string
  /** In the panel there is no room for the kind and the reason. */
  narrow?: boolean
  onOpen?: () => void
}

/** Notices in two lines each; opening one marks it as read. */
export function NoticeRows({ notices, label, narrow = false, onOpen }: RowsProps) {
  const read = useChange(markRead)
  const open = (n: Shown) => {
    if (n.readAt === null) void read.send({ ids: [n.id] })
    onOpen?.()
  }
  return (
    <ul className={narrow ? 'notice-rows narrow' : 'notice-rows'} aria-label={label}>
      {notices.map((n) => (
        <NoticeRow key={n.id} notice={n} narrow={narrow} onOpen={() => open(n)} />
      ))}
    </ul>
  )
}

function NoticeRow({ notice, narrow, onOpen }: { notice: Shown; narrow: boolean; onOpen: () => void }) {
  const say = useSay()
  const { today } = useNow()
  const [head, more] = linesOf(notice, today, say)
  const waits = notice.readAt === null && !notice.over
  return (
    <li className={waits ? 'waits' : ''}>
      <span className="notice-dot">{waits && <span className="k-hidden">{say('notifications.unread')}</span>}</span>
      {!narrow && <span className="notice-kind k-cut">{say(`notice.kind.${notice.kind}`)}</span>}
      <span className="notice-words">
        <Link to={addressOf(notice)} className="notice-head k-cut" onClick={onOpen}>
          {head}
        </Link>
        <span className="notice-more">{more}</span>
      </span>
      {!narrow && notice.over && <Chip>{say('notifications.over')}</Chip>}
      {!narrow && (
        <span className="notice-rule">
          <WhyNotice notice={notice} />
        </span>
      )}
      <span className="notice-when k-aux k-t3">
        <When at={notice.createdAt} />
      </span>
    </li>
  )
}
