import { useState } from 'react'
import { addDays, day as isDay } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { grouped } from '../../../ui/figures.ts'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { movement } from '../contract.ts'
import { movementOf } from './matrix.ts'

/** Who moved from which tier to which between the ends of two days. */
export function Movement() {
  const say = useSay()
  const { today } = useNow()
  const [days, setDays] = useState({ from: addDays(today, -30), until: today })
  const { data, problem, again } = useRead(movement, days)
  const day = (key: 'from' | 'until') => (
    <DayInput
      small
      max={today}
      value={days[key]}
      label={say(`tiers.${key}`)}
      onChange={(text) => isDay.safeParse(text).success && setDays({ ...days, [key]: text })}
    />
  )
  return (
    <div className="tiers-block">
      <Section title={say('tiers.movement')}>
        <p className="k-row tiers-days">
          {day('from')} {say('tiers.until')} {day('until')}
        </p>
        <Problem problem={problem} again={again} />
        {!data && !problem && <Skeleton rows={5} />}
        {data && <Table {...data} />}
      </Section>
    </div>
  )
}

type Moves = {
  readonly moves: readonly { from: string | null; to: string; customers: number }[]
  readonly stayed: readonly { tier: string; customers: number }[]
}

function Table({ moves, stayed }: Moves) {
  const say = useSay()
  const { tiers, at, entered, moved } = movementOf(moves, stayed)
  if (tiers.length === 0) return <p className="k-t3">{say('tiers.nobody')}</p>
  const count = moved.reduce((sum, m) => sum + m.customers, 0)
  const head = (code: string) => (
    <th key={code} scope="col">
      <TierBadge tier={{ code }} />
    </th>
  )
  const row = (from: string | null) => (
    <tr key={from ?? 'new'}>
      <th scope="row">{from === null ? <span className="k-t2">{say('tiers.entered')}</span> : <TierBadge tier={{ code: from }} />}</th>
      {tiers.map((to) => {
        const value = at(from, to)
        const same = from === to
        return (
          <td key={to} className={same ? 'same' : ''}>
            {value === 0 ? (
              <span className="k-mute">{same ? '' : '·'}</span>
            ) : (
              <span className={same ? 'k-t3' : 'k-b'}>{grouped(value)}</span>
            )}
          </td>
        )
      })}
    </tr>
  )
  return (
    <>
      <p className="k-t2">{count === 0 ? say('tiers.no-moves') : say('tiers.moved', { count })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard */}
      <div className="tiers-scroll" tabIndex={0}>
        <table className="tiers-matrix moves">
          <thead>
            <tr>
              <th scope="col">{say('tiers.from-to')}</th>
              {tiers.map(head)}
            </tr>
          </thead>
          <tbody>
            {tiers.map(row)}
            {entered && row(null)}
          </tbody>
        </table>
      </div>
    </>
  )
}
