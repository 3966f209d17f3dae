import { addDays } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { tally } from '../../tasks/contract/figures.ts'
import { overview } from '../contract.ts'
import { spanAround } from '../policy.ts'
import { byUnit } from './month-figures.ts'
import { recordsAddress, within } from './period.tsx'
import { Share, StandingBar } from './standing-bar.tsx'
import './compliance.css'

/** On Today, for those who answer for the policy: how it was kept this month, unit by unit. On the first day, last month. */
export function MonthCompliance() {
  const say = useSay()
  const { today } = useNow()
  const may = useMay()
  const period = spanAround(addDays(today, -1), 'MONTH')
  const whole = useRead(overview, period, { staleSeconds: 300 })
  const judged = whole.data && { from: period.from, until: whole.data.judgedUntil }
  const parts = useRead(
    tally,
    { ...period, ...judged, by: ['unit', 'rule'] },
    { when: judged !== undefined && may('tasks.read'), staleSeconds: 300 },
  )
  if (whole.data && whole.data.policyVersion === null) return null
  const counted = new Set((whole.data?.rules ?? []).filter((r) => r.counted).map((r) => r.ruleId))
  const units = byUnit(parts.data?.rows ?? [], counted)
  const target = whole.data?.targetPercent ?? null
  return (
    <Panel
      title={say('compliance.of-month', { month: Number(period.from.slice(5, 7)) })}
      more={<Link to={within(period, '/compliance')}>{say('compliance.see')}</Link>}
    >
      <Problem problem={whole.problem ?? parts.problem} again={whole.again} />
      {!whole.data && !whole.problem && <Skeleton rows={3} />}
      {whole.data && (
        <p className="k-row comp-month">
          <Share figures={whole.data.total} target={target} />
          <span className="k-aux k-t2">{target !== null && say('compliance.target', { percent: target })}</span>
          <span className="k-grow" />
          <span className="k-aux k-t3">{say('compliance.owed-count', { count: whole.data.total.owed })}</span>
        </p>
      )}
      {units.length > 0 && (
        <ul className="comp-units">
          {units.map(({ unitId, unitName, figures }) => (
            <li key={unitId ?? 0}>
              <Link to={recordsAddress(period, { unit: String(unitId ?? 'none') })} className="k-cut">
                {unitName ?? say('compliance.nobody')}
              </Link>
              <StandingBar figures={figures} />
              <Share figures={figures} target={target} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
