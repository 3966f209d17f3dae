import type { z } from 'zod'
import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { DayText } from '../../../ui/when.tsx'
import type { tierRun } from '../contract.ts'
import { STAGES } from '../policy/section.ts'
import { matrixOf } from './matrix.ts'

type Count = { readonly tier: string; readonly stage: string; readonly customers: number }
type DistributionProps = { run: z.input<typeof tierRun>; counts: readonly Count[]; replay: boolean }

/** Tiers by stages; every number opens the customers behind it, except in a replay, whose customers have moved on. */
export function Distribution({ run, counts, replay }: DistributionProps) {
  const say = useSay()
  const { rows, columns, total } = matrixOf(counts)
  const to = (tier?: string, stage?: string) => {
    const conditions = [tier && `f=tier.is.${tier}`, stage && `f=stage.is.${stage}`].filter(Boolean)
    return replay ? undefined : `/customers?${conditions.join('&')}`
  }
  const more = replay ? <Link to="/tiers">{say('tiers.back-to-now')}</Link> : say('tiers.counted', { count: grouped(total) })
  return (
    <div className="tiers-block">
      <Section
        title={
          replay ? (
            <>
              {say('tiers.replayed')}&nbsp;
              <DayText day={run.asOf} />
              &nbsp;· {say('tiers.version', { version: run.policyVersion })}
            </>
          ) : (
            say('tiers.now')
          )
        }
        more={more}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard */}
        <div className="tiers-scroll" tabIndex={0}>
          <table className="tiers-matrix">
            <thead>
              <tr>
                <th scope="col">{say('tiers.tier')}</th>
                {STAGES.map((s) => (
                  <th key={s} scope="col">
                    {say(`stage.${s}`)}
                  </th>
                ))}
                <th scope="col">{say('tiers.total')}</th>
                <th scope="col" className="share">
                  {say('tiers.share')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((r) => (
                <tr key={r.tier}>
                  <th scope="row">
                    <TierBadge tier={{ code: r.tier }} />
                  </th>
                  {STAGES.map((s) => (
                    <td key={s}>
                      <Figure value={r.byStage.get(s) ?? 0} to={to(r.tier, s)} />
                    </td>
                  ))}
                  <td className="k-b">
                    <Figure value={r.total} to={to(r.tier)} />
                  </td>
                  <td className="share">
                    <Share value={r.total} of={total} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{say('tiers.total')}</th>
                {STAGES.map((s) => (
                  <td key={s}>
                    <Figure value={columns.get(s) ?? 0} to={to(undefined, s)} />
                  </td>
                ))}
                <td className="k-b">{grouped(total)}</td>
                <td className="share" />
              </tr>
            </tfoot>
          </table>
        </div>
      </Section>
    </div>
  )
}

function Figure({ value, to }: { value: number; to: string | undefined }) {
  if (value === 0) return <span className="k-mute">0</span>
  return to ? <Link to={to}>{grouped(value)}</Link> : grouped(value)
}

function Share({ value, of }: { value: number; of: number }) {
  const percent = of === 0 ? 0 : (value / of) * 100
  return (
    <span className="tiers-share">
      <span className="k-bar-rail">
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className="k-figure">{grouped(percent, 1)}%</span>
    </span>
  )
}
