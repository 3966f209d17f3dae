import type { ReactNode } from 'react'
import { type Pages, usePages } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import { type DutyChange, previewDuties, previewLost, previewMoves } from '../contract.ts'

type MovedProps = { previewId: number; from: string | null | undefined; to: string | null | undefined; onClose: () => void }

/** The customers behind a figure of the tiers. */
export function MovedList({ previewId, from, to, onClose }: MovedProps) {
  const say = useSay()
  const asked = { ...(from === undefined ? {} : { from: from ?? '' }), ...(to === undefined ? {} : { to: to ?? '' }) }
  const pages = usePages(previewMoves, { id: previewId, limit: 100, ...asked })
  const badge = (code: string | null) =>
    code === null ? <span className="k-t3">{say('preview.no-tier')}</span> : <TierBadge tier={{ code }} />
  return (
    <Listed title={say('preview.tiers')} pages={pages} onClose={onClose}>
      {pages.rows.map((row) => (
        <Line
          key={row.customerId}
          title={row.name}
          text={row.customerNo}
          to={`/customers/${row.customerId}`}
          note={
            <span className="k-row">
              {badge(row.from)} → {badge(row.to)}
            </span>
          }
        />
      ))}
    </Listed>
  )
}

/** The customers who would come into stage LOST, and out of which they come. */
export function LostList({ previewId, onClose }: { previewId: number; onClose: () => void }) {
  const say = useSay()
  const pages = usePages(previewLost, { id: previewId, limit: 100 })
  return (
    <Listed title={say('preview.list-lost')} pages={pages} onClose={onClose}>
      {pages.rows.map((row) => (
        <Line
          key={row.customerId}
          title={row.name}
          text={row.customerNo}
          to={`/customers/${row.customerId}`}
          note={
            <span className="k-t2">
              {say('preview.list-moves', { from: row.from ? say(`stage.${row.from}`) : say('preview.no-stage'), to: say('stage.LOST') })}
            </span>
          }
        />
      ))}
    </Listed>
  )
}

type DutyProps = { previewId: number; ruleId: string; title: string; change: DutyChange; onClose: () => void }

/** The tasks behind a figure of a rule. */
export function DutyList({ previewId, ruleId, title, change, onClose }: DutyProps) {
  const say = useSay()
  const pages = usePages(previewDuties, { id: previewId, ruleId, change, limit: 100 })
  return (
    <Listed title={say(`preview.list-${change}`, { rule: `${ruleId} ${title}` })} pages={pages} onClose={onClose}>
      {pages.rows.map((row) => (
        <Line
          key={`${row.customerId} ${row.dueOn}`}
          title={row.name}
          text={row.customerNo}
          to={`/customers/${row.customerId}`}
          note={<DayText day={row.dueOn} distance />}
        />
      ))}
    </Listed>
  )
}

type ListedProps = {
  title: ReactNode
  pages: Pick<
    Pages<{ rows: readonly unknown[]; next: string | null }>,
    'rows' | 'loading' | 'problem' | 'hasMore' | 'loadingMore' | 'more' | 'again'
  >
  onClose: () => void
  children: ReactNode
}

function Listed({ title, pages, onClose, children }: ListedProps) {
  const say = useSay()
  return (
    <SidePanel open title={title} onClose={onClose}>
      <Problem problem={pages.problem} again={pages.again} />
      {pages.loading && <Skeleton rows={8} rowHeight={46} />}
      {!pages.loading && !pages.problem && pages.rows.length === 0 && <p className="k-t3">{say('preview.out-of-scope')}</p>}
      <Lines>{children}</Lines>
      {pages.hasMore && (
        <Button kind="link" busy={pages.loadingMore} onClick={pages.more}>
          {say('ui.more')}
        </Button>
      )}
    </SidePanel>
  )
}
