import { dayNumber, wholeMonths } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Amount, Trend } from '../../../ui/amount.tsx'
import { distanceWords, shortDay } from '../../../ui/days.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { purchaseMonths } from '../contract.ts'

type FactProps = { customerId: number }

const usePurchases = (customerId: number) => useRead(purchaseMonths, { customerId, months: 12 }).data

const nothing = <span className="k-t3">—</span>

/** The day of the last valid order and how long ago that is. */
export function LastOrder({ customerId }: FactProps) {
  const say = useSay()
  const { today } = useNow()
  const last = usePurchases(customerId)?.lastValidOn
  if (!last) return nothing
  return (
    <>
      {shortDay(last, today)} <span className="k-note">{distanceWords(last, today, say)}</span>
    </>
  )
}

/** Net amount of the past twelve months and how that compares with the twelve before. */
export function PastYear({ customerId }: FactProps) {
  const past = usePurchases(customerId)?.pastYear
  if (!past) return nothing
  return (
    <>
      <b>
        <Amount fen={past.netAmount} unit />
      </b>{' '}
      <Trend percent={past.growth} />
    </>
  )
}

/** The day of the first valid order and the whole months since. */
export function FirstOrder({ customerId }: FactProps) {
  const say = useSay()
  const { today } = useNow()
  const first = usePurchases(customerId)?.firstValidOn
  if (!first) return nothing
  const months = wholeMonths(dayNumber(first), dayNumber(today))
  const facts = { years: Math.floor(months / 12), months: months % 12 }
  return (
    <>
      {shortDay(first, today)}{' '}
      <span className="k-note">{say(facts.years > 0 ? 'orders.tenure-years' : 'orders.tenure-months', facts)}</span>
    </>
  )
}
