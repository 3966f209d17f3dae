import { lazy, Suspense, useState } from 'react'
import { type Day, day } from '../../../core/day.ts'
import type { CustomerTierProps } from '../../../platform/web/screens.ts'
import { Button } from '../../../ui/button.tsx'
import { shortDay } from '../../../ui/days.ts'
import { useGo } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { Why } from '../../../ui/why.tsx'
import { tierOf, tierWord } from './explained.ts'
import { useExplained } from './use-explained.ts'
import { WhyFuture } from './why-future.tsx'
import { WhyMore } from './why-more.tsx'
import { WhyScore } from './why-score.tsx'
import { WhyStage, WhyTable } from './why-table.tsx'
import './why-tier.css'

const DayInput = lazy(() => import('../../../ui/form/day-input.tsx').then((m) => ({ default: m.DayInput })))

type AsOf = { customerId: number; asOf: Day | undefined }

/** A customer's tier that answers why: score, stage, cell, clauses, and what would change it. */
export function WhyTier({ customerId, tier, big = false }: CustomerTierProps) {
  const say = useSay()
  const [asOf, setAsOf] = useState<Day | undefined>(undefined)
  if (tier === null) return <TierBadge tier={null} />
  return (
    <Why
      label={say('why.label', { tier: say(`tier.${tier}`) })}
      head={<Head customerId={customerId} asOf={asOf} />}
      basis={<Basis customerId={customerId} asOf={asOf} />}
      body={() => <Body customerId={customerId} asOf={asOf} />}
      footer={(close) => <Footer customerId={customerId} asOf={asOf} onAsOf={setAsOf} close={close} />}
    >
      <TierBadge tier={{ code: tier }} big={big} ask={big} />
    </Why>
  )
}

function Head({ customerId, asOf }: AsOf) {
  const say = useSay()
  const { today } = useNow()
  const { data } = useExplained(customerId, asOf)
  if (!data) return <span>{say('ui.loading')}</span>
  const tier = tierWord(data.tier, data.tiers, say)
  const since = data.since && data.storedTier === data.tier ? data.since : undefined
  const words = asOf
    ? say('why.on-day', { day: shortDay(data.asOf, today), tier })
    : since
      ? say('why.since', { day: shortDay(since, today), tier })
      : say('why.today', { tier })
  return (
    <>
      <TierBadge tier={tierOf(data.tier, data.tiers)} big />
      <span>{words}</span>
    </>
  )
}

function Basis({ customerId, asOf }: AsOf) {
  const say = useSay()
  const { data } = useExplained(customerId, asOf)
  return data ? say('why.basis', { title: data.policyTitle, version: data.policyVersion }) : null
}

function Body({ customerId, asOf }: AsOf) {
  const say = useSay()
  const { data, problem, again } = useExplained(customerId, asOf)
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={8} rowHeight={28} />
  const moved = asOf === undefined && data.storedTier !== null && data.storedTier !== data.tier
  return (
    <>
      {moved && <section className="k-t2">{say('why.stored-differs', { tier: tierWord(data.storedTier ?? '', data.tiers, say) })}</section>}
      <WhyScore why={data} />
      <WhyTable why={data} />
      <WhyFuture why={data} />
      <WhyStage why={data} />
      <WhyMore why={data} />
    </>
  )
}

type FooterProps = AsOf & { onAsOf: (day: Day | undefined) => void; close: () => void }

function Footer({ customerId, asOf, onAsOf, close }: FooterProps) {
  const say = useSay()
  const go = useGo()
  const { today } = useNow()
  const to = (tab: string) => () => {
    close()
    go(`/customers/${customerId}?tab=${tab}`)
  }
  return (
    <>
      <Button onClick={to('orders')}>{say('why.orders')}</Button>
      <Button onClick={to('tier-history')}>{say('why.history')}</Button>
      <span className="k-grow" />
      <label className="why-day" htmlFor="why-as-of">
        <span className="k-t3 k-aux">{say('why.as-of')}</span>
        <Suspense fallback={null}>
          <DayInput
            id="why-as-of"
            small
            max={today}
            value={asOf ?? today}
            onChange={(text) => (text === '' || day.safeParse(text).success) && onAsOf(text === '' || text >= today ? undefined : text)}
          />
        </Suspense>
      </label>
    </>
  )
}
