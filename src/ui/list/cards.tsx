import { Button as AntButton } from 'antd'
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { isWithin } from '../keys.ts'
import { Link, useGo } from '../link.tsx'
import { useSay } from '../say.tsx'
import { TierBadge, type TierLike } from '../tier.tsx'
import type { RowKey, RowSource } from './list-props.ts'

type CardsProps<Row> = {
  rows: RowSource<Row>
  rowKey: (row: Row) => RowKey
  card: (row: Row) => ReactNode
  to: ((row: Row) => string) | undefined
}

/** The rows of a list on a phone. The next page comes when its end comes into view. */
export function Cards<Row>({ rows, rowKey, card, to }: CardsProps<Row>) {
  const say = useSay()
  const go = useGo()
  const end = useRef<HTMLDivElement>(null)
  const { hasMore, loadingMore, more } = rows
  useEffect(() => {
    if (!end.current || !hasMore || loadingMore) return
    const watcher = new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && more(), { rootMargin: '400px' })
    watcher.observe(end.current)
    return () => watcher.disconnect()
  }, [hasMore, loadingMore, more])
  const open = (row: Row, e: MouseEvent) => {
    if (to && isWithin(e) && !e.target.closest('a,button,input,label')) go(to(row))
  }
  return (
    <div className="k-cards">
      {rows.rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside does the same for the keyboard
        <article key={rowKey(row)} className="k-card-row" onClick={(e) => open(row, e)}>
          {card(row)}
        </article>
      ))}
      <div ref={end} className="k-cards-end">
        {hasMore ? (
          <AntButton type="link" loading={loadingMore} onClick={more}>
            {say('ui.more')}
          </AntButton>
        ) : (
          say('ui.shown-all', { count: rows.rows.length })
        )}
      </div>
    </div>
  )
}

type RowCardProps = {
  /** Line 1: kind, reason and, at the right, the time. */
  kind?: ReactNode
  when?: ReactNode
  /** Line 2: the name, a link, and the tier. */
  name: ReactNode
  to?: string
  tier?: TierLike | null | undefined
  /** Line 3: the purpose or the figures. */
  text?: ReactNode
  actions?: ReactNode
}

/** The usual card of a row on a phone. */
export function RowCard({ kind, when, name, to, tier, text, actions }: RowCardProps) {
  return (
    <>
      {(kind || when) && (
        <div className="k-row k-card-top">
          <span className="k-t2 k-grow k-cut">{kind}</span>
          <span className="k-t3">{when}</span>
        </div>
      )}
      <div className="k-row">
        <span className="k-card-name k-grow k-cut">{to ? <Link to={to}>{name}</Link> : name}</span>
        {tier && <TierBadge tier={tier} />}
      </div>
      {text && <div className="k-card-text">{text}</div>}
      {actions && <div className="k-row k-card-acts">{actions}</div>}
    </>
  )
}
