import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { Figures } from '../contract.ts'
import { monthLook, monthWithin } from '../policy.ts'
import { type Frame, recordsAddress, unitOf } from './period.tsx'
import { percentWords } from './standing-bar.tsx'

export type MonthFigures = Figures & { month: string }

type MonthCellsProps = { months: readonly MonthFigures[]; ruleId: string; target: number | null; frame: Frame }

/** A rule month by month, a cell each; each opens the records of its month. */
export function MonthCells({ months, ruleId, target, frame }: MonthCellsProps) {
  const say = useSay()
  return (
    <span className="comp-months">
      {months.map((m) => {
        const look = monthLook(m, target)
        const words = say('compliance.month-cell', { month: m.month, share: percentWords(m.share), owed: m.owed })
        if (m.owed === 0) return <i key={m.month} className="empty" title={words} />
        const to = recordsAddress(monthWithin(m.month, frame), { rule: ruleId, ...unitOf(frame) })
        return (
          <span key={m.month} title={words}>
            <Link to={to} className={look} label={words}>
              {look === 'below' && <b aria-hidden="true" />}
            </Link>
          </span>
        )
      })}
    </span>
  )
}

/** What the cells mean. */
export function CellLegend({ target }: { target: number | null }) {
  const say = useSay()
  return (
    <p className="comp-legend k-aux k-t2">
      {(['full', 'good', 'below', 'empty'] as const).map((look) => (
        <span key={look} className="comp-months">
          <i className={look}>{look === 'below' && <b />}</i> {say(`compliance.cell.${look}`, { percent: target ?? '—' })}
        </span>
      ))}
      <span className="k-t3">{say('compliance.cell-opens')}</span>
    </p>
  )
}
