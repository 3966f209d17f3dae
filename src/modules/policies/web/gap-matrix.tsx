import { useSay } from '../../../ui/say.tsx'

// The bands and stages of the decision table, as the findings name them.
const bands = ['TOP', 'UPPER', 'MIDDLE', 'BOTTOM'] as const
const stages = ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'] as const

type Gap = { readonly facts: Readonly<Record<string, unknown>> }

/** The decision table with the cells the text leaves open hatched, and how many score combinations fall into each. */
export function GapMatrix({ gaps }: { gaps: readonly Gap[] }) {
  const say = useSay()
  const at = (band: string, stage: string) => gaps.find((g) => g.facts.band === band && g.facts.stage === stage)
  const sumsOf = (band: string) => {
    const sums = gaps.find((g) => g.facts.band === band)?.facts.sums
    return Array.isArray(sums) ? say('policies.sums', { sums: sums.join('、') }) : say(`policies.band.${band}`)
  }
  return (
    <table className="policies-gaps">
      <caption className="k-aux k-t2">{say('policies.gaps', { count: gaps.length })}</caption>
      <thead>
        <tr>
          <td />
          {stages.map((s) => (
            <th key={s} scope="col">
              {say(`stage.${s}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bands.map((band) => (
          <tr key={band}>
            <th scope="row">{sumsOf(band)}</th>
            {stages.map((stage) => {
              const gap = at(band, stage)
              return (
                <td key={stage}>
                  {gap ? (
                    <span className="open">{say('policies.open-cases', { count: Number(gap.facts.cases) })}</span>
                  ) : (
                    <span>{say('policies.written')}</span>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
