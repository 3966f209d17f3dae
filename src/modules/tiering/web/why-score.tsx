import { shortDay } from '../../../ui/days.ts'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { ScoreLine, WhySection } from '../../../ui/why.tsx'
import type { Level, Score } from '../policy/explain.ts'
import { type Explained, shortMoney } from './explained.ts'

const place: Readonly<Record<Level, number>> = { HIGH: 0, MID: 1, LOW: 2 }

/** The score as a sum, and each part's three bands with the one that was hit. */
export function WhyScore({ why }: { why: Explained }) {
  const say = useSay()
  const { r, f, m, total } = why.scores
  const parts = { total, r: r.points, f: f.points, m: m.points }
  return (
    <WhySection>
      <p className="k-b">{why.dataMissing ? say('why.no-orders', parts) : say('why.sum', parts)}</p>
      <Line name="r" score={r} bands={recencyBands(r, say)} fact={useRecency(why)} customerId={why.customerId} />
      <Line name="f" score={f} bands={countBands(f, say)} fact={say('why.f-fact', windowOf(f))} customerId={why.customerId} />
      <Line
        name="m"
        score={m}
        bands={amountBands(m, say)}
        fact={say('why.m-fact', { ...windowOf(m), amount: shortMoney(m.value ?? 0, say) })}
        customerId={why.customerId}
      />
      {why.notes.includes('ACTIVE_BUT_LOW_RECENCY') && <p className="k-aux k-t3 why-note">{say('why.note.ACTIVE_BUT_LOW_RECENCY')}</p>}
    </WhySection>
  )
}

const windowOf = (s: Score) => ({ count: s.value ?? 0, length: s.window?.length ?? 0 })

type Say = ReturnType<typeof useSay>

const recencyBands = ({ high, mid }: Score, say: Say): string[] => [
  say('why.r-high', { days: high }),
  say('why.r-mid', { from: high + 1, to: mid }),
  say('why.r-low', { days: mid }),
]

const countBands = ({ high, mid }: Score, say: Say): string[] => [
  say('why.f-high', { from: high }),
  high - 1 === mid ? say('why.f-one', { orders: mid }) : say('why.f-mid', { from: mid, to: high - 1 }),
  mid === 1 ? say('why.f-one', { orders: 0 }) : say('why.f-low', { orders: mid }),
]

const amountBands = ({ high, mid }: Score, say: Say): string[] => [
  say('why.m-high', { amount: shortMoney(high, say) }),
  say('why.m-mid', { from: shortMoney(mid, say), to: shortMoney(high, say) }),
  say('why.m-low', { amount: shortMoney(mid, say) }),
]

function useRecency({ scores, inputs }: Explained): string {
  const say = useSay()
  const { today } = useNow()
  if (inputs.lastOn === null || scores.r.value === null) return say('why.r-none')
  if (scores.r.value === 0) return say('why.r-same-day', { day: shortDay(inputs.lastOn, today) })
  return say('why.r-fact', { day: shortDay(inputs.lastOn, today), days: scores.r.value })
}

type LineProps = { name: 'r' | 'f' | 'm'; score: Score; bands: string[]; fact: string; customerId: number }

function Line({ name, score, bands, fact, customerId }: LineProps) {
  const say = useSay()
  const { window } = score
  return (
    <ScoreLine
      label={<span title={score.rule}>{say(`why.${name}`)}</span>}
      bands={bands}
      hit={place[score.level]}
      fact={
        <span title={window ? say('why.window', { after: window.after, until: window.until }) : undefined}>
          <Link to={`/customers/${customerId}?tab=orders`}>{fact}</Link>
        </span>
      }
      points={say('why.points', { count: score.points })}
    />
  )
}
