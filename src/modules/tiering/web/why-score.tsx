import { shortDay } from '../../../ui/days.ts'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { ScoreLine, WhySection } from '../../../ui/why.tsx'
import type { Level, Score } from '../policy/explain.ts'
import { type Explained, shortMoney } from './explained.ts'
import { amountBands, countBands, recencyBands, recencyFact, windowOf } from './why-words.ts'

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

function useRecency(why: Explained): string {
  const say = useSay()
  const { today } = useNow()
  return recencyFact(why, (day) => shortDay(day, today), say)
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
