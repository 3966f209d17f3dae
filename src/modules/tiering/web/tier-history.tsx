import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { Amount } from '../../../ui/amount.tsx'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import { type historyEntry, tierHistory } from '../contract.ts'
import './tiers.css'

/** A customer's standing over time, newest first: tier, stage, points, and what they were found from. */
export function TierHistory({ customerId }: { customerId: number }) {
  const say = useSay()
  const { data, problem, again } = useRead(tierHistory, { customerId })
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={6} rowHeight={54} />
  if (data.rows.length === 0) return <Empty title={say('tiers.history-none')} why={say('tiers.history-none-why')} />
  return (
    <ol className="tiers-history">
      {data.rows.map((e) => (
        // A run writes at most one line a customer, so day, version and points name it.
        <Entry key={`${e.on} ${e.policyVersion} ${e.tier} ${e.stage} ${e.r}${e.f}${e.m} ${e.tags.join()}`} entry={e} />
      ))}
    </ol>
  )
}

function Entry({ entry: e }: { entry: z.input<typeof historyEntry> }) {
  const say = useSay()
  const moved = e.tierBefore !== e.tier
  return (
    <li>
      <div className="k-row">
        {moved && e.tierBefore !== null && (
          <>
            <TierBadge tier={{ code: e.tierBefore }} />
            <span className="k-t3" aria-hidden="true">
              →
            </span>
          </>
        )}
        <TierBadge tier={{ code: e.tier }} />
        <span className="k-grow k-t2">
          {say(`stage.${e.stage}`)} · {say('tiers.sum', { total: e.r + e.f + e.m, r: e.r, f: e.f, m: e.m })}
        </span>
        {e.resolvedBy === 'DEFAULT' && <Chip tone="warn">{say('why.by-default')}</Chip>}
        <Rule>{e.ruleId}</Rule>
        <DayText day={e.on} weekday />
      </div>
      <p className="k-aux k-t3">
        {e.recencyDays === null ? say('why.r-none') : say('tiers.silent', { count: e.recencyDays })}，
        {say('tiers.orders90', { count: e.orders90d })}，{say('tiers.amount12')} <Amount fen={e.amount12m} unit /> ·{' '}
        {say('tiers.version', { version: e.policyVersion })}
      </p>
    </li>
  )
}
