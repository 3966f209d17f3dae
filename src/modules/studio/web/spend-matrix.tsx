import { grouped } from '../../../ui/figures.ts'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import type { SpendTenureMatrix } from '../contract.ts'

type Bounds = { readonly high: number | null; readonly mid: number | null }

/** Yearly amount by years together: what the second model makes of each pair. */
export function SpendMatrix({ matrix }: { matrix: SpendTenureMatrix }) {
  const say = useSay()
  const range = (kind: 'amount' | 'years', level: string, { high, mid }: Bounds): string => {
    const [from, to] = level === 'HIGH' ? [high, null] : level === 'MID' ? [mid, high] : [null, mid]
    const figure = (n: number | null) => (n === null ? '…' : grouped(n))
    if (from === null) return say(`studio.${kind}-below`, { [kind]: figure(to) })
    return to === null
      ? say(`studio.${kind}-from`, { [kind]: figure(from) })
      : say(`studio.${kind}-between`, { from: figure(from), to: figure(to) })
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard
    <div className="studio-scroll" tabIndex={0}>
      <table className="studio-spend">
        <thead>
          <tr>
            <td />
            {matrix.rows[0]?.cells.map((cell) => (
              <th key={cell.tenure} scope="col">
                {range('years', cell.tenure, matrix.years)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.amount}>
              <th scope="row">{range('amount', row.amount, matrix.amounts)}</th>
              {row.cells.map((cell) => (
                <td key={cell.tenure} className={cell.by}>
                  {cell.tier === null ? <span className="k-warn">{say('studio.by.HOLE')}</span> : <TierBadge tier={{ code: cell.tier }} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
