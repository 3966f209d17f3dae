import { BellOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { Suspense, useState } from 'react'
import { useUnread } from '../../modules/notifications/web/use-unread.ts'
import { lazyPart } from '../../platform/web/screens.ts'
import { useSay } from '../../ui/say.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

const panel = () => import('../../modules/notifications/web/NoticePanel.tsx').then((m) => m.NoticePanel)

/** How much waits to be read, and the newest of it behind a click. */
export function Bell() {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const count = useUnread()?.count ?? 0
  const Panel = lazyPart(panel)
  const content = (
    <Suspense fallback={<Skeleton rows={4} rowHeight={54} />}>
      <Panel unread={count} onLeave={() => setOpen(false)} />
    </Suspense>
  )
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightTop"
      arrow={false}
      classNames={{ root: 'k-bell-pop' }}
      destroyOnHidden
      content={content}
    >
      <button
        type="button"
        className="k-bell"
        aria-expanded={open}
        aria-label={count > 0 ? say('notifications.bell', { count }) : say('notifications.title')}
        title={say('notifications.title')}
      >
        <BellOutlined />
        {count > 0 && <b>{count > 99 ? '99+' : count}</b>}
      </button>
    </Popover>
  )
}

/** The same count on the tab of the person, behind which a phone has the page. */
export function PersonCount() {
  const count = useUnread()?.count ?? 0
  return count > 0 ? <b>{count > 99 ? '99+' : count}</b> : null
}
