import { useRead } from '../../../platform/web/reads.ts'
import { tenThousands } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { purchaseMonths } from '../contract.ts'
import { barsOf, scaleOf } from './month-bars.ts'
import './orders.css'

const size = { width: 288, height: 96, left: 30, bottom: 16, top: 6 }

/** What a customer bought in each of the last twelve months, in 万元. */
export function PurchaseMonths({ customerId }: { customerId: number }) {
  const say = useSay()
  const { data, problem, again } = useRead(purchaseMonths, { customerId, months: 12 })
  const all = <Link to={`/customers/${customerId}?tab=orders`}>{say('orders.all', { count: data?.validOrders ?? 0 })}</Link>
  return (
    <Section title={say('orders.months-unit')} more={data && all}>
      <Problem problem={problem} again={again} />
      {data ? <Bought months={data.months} /> : !problem && <Skeleton rows={3} />}
    </Section>
  )
}

type Month = { readonly month: string; readonly netAmount: number; readonly orders: number }

function Bought({ months }: { months: readonly Month[] }) {
  const say = useSay()
  const some = months.some((m) => m.netAmount !== 0)
  return some ? <Bars months={months} /> : <p className="k-t3">{say('orders.months-none')}</p>
}

function Bars({ months }: { months: readonly Month[] }) {
  const say = useSay()
  const scale = scaleOf(months.map((m) => m.netAmount))
  const bars = barsOf(
    months.map((m) => m.netAmount),
    scale,
    size,
  )
  const words = months.map((m) => say('orders.month-says', { month: m.month, amount: tenThousands(m.netAmount), count: m.orders }))
  return (
    <svg className="orders-bars" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={words.join('；')}>
      {scale.lines.map((value) => {
        const y = bars.yOf(value)
        return (
          <g key={value}>
            <line x1={size.left} x2={size.width} y1={y} y2={y} />
            <text x={size.left - 6} y={y + 4} textAnchor="end">
              {value / 1_000_000}
            </text>
          </g>
        )
      })}
      {bars.bars.map((b, i) => (
        <g key={months[i]?.month}>
          <rect className={b.negative ? 'negative' : ''} x={b.x} y={b.y} width={b.width} height={b.height} rx={1.5}>
            <title>{words[i]}</title>
          </rect>
          {i % 3 === 0 && (
            <text x={b.x + b.width / 2} y={size.height - 2} textAnchor="middle">
              {say('ui.month', { month: Number(months[i]?.month.slice(5)) })}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}
