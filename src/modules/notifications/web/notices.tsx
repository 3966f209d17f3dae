import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useChange, usePages } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link, useGo, useSearchText } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listNotices, markRead } from '../contract.ts'
import { NoticeRows } from './notice-rows.tsx'
import { useUnread } from './use-unread.ts'

/** All a person was told, or what stands behind one notice. */
export function Notices() {
  const within = Number(new URLSearchParams(useSearchText()).get('within'))
  return Number.isSafeInteger(within) && within > 0 ? <Lot key={within} id={within} /> : <All />
}

function All() {
  const say = useSay()
  const go = useGo()
  const unread = new URLSearchParams(useSearchText()).get('show') === 'unread'
  const waiting = useUnread()?.count ?? 0
  const read = useChange(markRead)
  const show = (value: 'all' | 'unread') => go(value === 'unread' ? '/notifications?show=unread' : '/notifications', { replace: true })
  const choices = (['all', 'unread'] as const).map((value) => ({ value, label: say(`notifications.show-${value}`) }))
  const actions = (
    <Button
      quiet
      disabledBecause={waiting === 0 ? say('notifications.none-unread') : undefined}
      busy={read.busy}
      onClick={() => void read.send({ ids: 'ALL' })}
    >
      {say('notifications.mark-all')}
    </Button>
  )
  return (
    <Page
      title={say('notifications.title')}
      note={waiting > 0 ? say('notifications.count', { count: waiting }) : undefined}
      actions={actions}
    >
      <Segmented value={unread ? 'unread' : 'all'} options={choices} onChange={show} aria-label={say('notifications.which')} />
      <Problem problem={read.problem} />
      <Rows
        input={{ unread }}
        empty={
          unread ? (
            <Empty title={say('notifications.none-unread')} />
          ) : (
            <Empty title={say('notifications.none')} why={say('notifications.none-why')} />
          )
        }
      />
    </Page>
  )
}

function Lot({ id }: { id: number }) {
  const say = useSay()
  return (
    <Page title={say('notifications.title')} back="/notifications" note={<Link to="/notifications">{say('notifications.all')}</Link>}>
      <Rows input={{ within: id }} empty={<Empty title={say('notifications.none-within')} />} />
    </Page>
  )
}

type RowsProps = { input: { unread?: boolean; within?: number }; empty: ReactNode }

function Rows({ input, empty }: RowsProps) {
  const say = useSay()
  const pages = usePages(listNotices, input)
  if (pages.problem) return <Problem problem={pages.problem} again={pages.again} />
  if (pages.loading) return <Skeleton rows={8} rowHeight={54} />
  if (pages.rows.length === 0) return empty
  return (
    <>
      <NoticeRows notices={pages.rows} label={say('notifications.title')} />
      {pages.hasMore && (
        <p className="notice-foot">
          <Button busy={pages.loadingMore} onClick={pages.more}>
            {say('ui.more')}
          </Button>
        </p>
      )}
    </>
  )
}
