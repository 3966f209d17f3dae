import { useSay } from '../../../ui/say.tsx'
import { keysOf, labelOf } from '../../policies/policy/policy-words.ts'
import { Box, FieldLabel } from './field-row.tsx'
import { type FormNode, fieldAt } from './form-nodes.ts'
import { type Place, valueIn } from './policy-text.ts'
import { useWriting } from './writing-state.ts'

const rfm = ['tiering', 'rfm'] as const
const parts = [
  { part: 'r', window: undefined, sign: '≤' },
  { part: 'f', window: 'windowDays', sign: '≥' },
  { part: 'm', window: 'windowMonths', sign: '≥' },
] as const

/** Recency, frequency and money: from where they count as high or middle, and what points that brings. */
export function ScoreTable({ nodes }: { nodes: readonly FormNode[] }) {
  const say = useSay()
  const { text } = useWriting()
  const cell = (place: Place, sign?: string) => {
    const node = fieldAt(nodes, place)
    return node ? (
      <span className="k-row">
        {sign && <span className="k-t3">{sign}</span>}
        <Box node={node} label={`${labelOf(keysOf(place.slice(0, -1)), say)} ${labelOf(keysOf(place), say)}`} />
      </span>
    ) : (
      <span className="k-t3">—</span>
    )
  }
  const rowHead = (place: Place) => (
    <th scope="row">
      <FieldLabel place={place} value={valueIn(text.value, place)}>
        {labelOf(keysOf(place), say)}
      </FieldLabel>
    </th>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard
    <div className="studio-scroll" tabIndex={0}>
      <table className="studio-scores">
        <thead>
          <tr>
            <td />
            <th scope="col">{say('studio.looks-back')}</th>
            <th scope="col">{say('studio.high')}</th>
            <th scope="col">{say('studio.mid')}</th>
            <th scope="col">{say('studio.low')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ part, window, sign }) => (
            <tr key={part}>
              {rowHead([...rfm, part])}
              <td>{window ? cell([...rfm, part, window]) : <span className="k-t3">{say('studio.last-order')}</span>}</td>
              <td>{cell([...rfm, part, 'high'], sign)}</td>
              <td>{cell([...rfm, part, 'mid'], sign)}</td>
              <td className="k-t3">{say('studio.rest')}</td>
            </tr>
          ))}
          <tr>
            {rowHead([...rfm, 'scores'])}
            <td />
            {['high', 'mid', 'low'].map((level) => (
              <td key={level}>{cell([...rfm, 'scores', level])}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}
