import { useMemo } from 'react'
import { Chip } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { codeLabel, keysOf, labelOf } from '../../policies/policy/policy-words.ts'
import { gapsOf } from '../policy/gaps.ts'
import { FieldLabel, FieldRow } from './field-row.tsx'
import { Figure } from './figure.tsx'
import { type FormNode, fieldAt } from './form-nodes.ts'
import { GeneralForm } from './general-form.tsx'
import { type Place, valueIn } from './policy-text.ts'
import { ScoreTable } from './score-table.tsx'
import { SpendMatrix } from './spend-matrix.tsx'
import { TierMatrix } from './tier-matrix.tsx'
import { useFocus, useWriting } from './writing-state.ts'

const own = ['drives', 'rfm', 'bands', 'table', 'spendTenure']

/** How customers are put into tiers: scores, bands, the table of both with stages; then everything else of the chapter. */
export function TieringForm({ nodes }: { nodes: readonly FormNode[] }) {
  const { text } = useWriting()
  const say = useSay()
  const gaps = useMemo(() => gapsOf(text.source), [text.source])
  const drives = fieldAt(nodes, ['tiering', 'drives'])
  const spend = nodes.find((node) => node.place.at(-1) === 'spendTenure')
  const rest = nodes.filter((node) => !own.includes(String(node.place.at(-1))))
  const off = (model: string) => gaps.drives !== null && gaps.drives !== model && <Chip>{say('studio.model-off')}</Chip>
  const title = (place: Place) => (
    <FieldLabel place={place} value={valueIn(text.value, place)}>
      {labelOf(keysOf(place), say)}
    </FieldLabel>
  )
  return (
    <>
      <div className="studio-fields">{drives && <FieldRow node={drives} />}</div>
      <section className="studio-part">
        <h3 className="studio-h3">
          {say('studio.thresholds')} {off('RFM_LC')}
        </h3>
        <ScoreTable nodes={nodes} />
      </section>
      <section className="studio-part">
        <h3 className="studio-h3">{title(['tiering', 'bands'])}</h3>
        <Bands />
      </section>
      <section className="studio-part">
        <h3 className="studio-h3">{title(['tiering', 'table'])}</h3>
        {gaps.rfm && <TierMatrix matrix={gaps.rfm} tiers={gaps.tiers} />}
        {gaps.withoutCare?.map((tier) => (
          <p key={tier} className="k-warn studio-without-care">
            {say('studio.without-care', { tier: codeLabel(['tier'], tier, say) })}
          </p>
        ))}
      </section>
      {spend?.type === 'group' && (
        <section className="studio-part">
          <h3 className="studio-h3">
            {title(['tiering', 'spendTenure'])} {off('SPEND_TENURE')}
          </h3>
          {gaps.spendTenure && <SpendMatrix matrix={gaps.spendTenure} />}
          <GeneralForm nodes={spend.children} />
        </section>
      )}
      <GeneralForm nodes={rest} />
    </>
  )
}

/** The totals from which a band begins. */
function Bands() {
  const writing = useWriting()
  const say = useSay()
  const { look } = useFocus()
  const bands = valueIn(writing.text.value, ['tiering', 'bands'])
  const list: unknown[] = Array.isArray(bands) ? bands : []
  return (
    <div className="studio-inline">
      {['TOP', 'UPPER', 'MIDDLE'].map((band, i) => {
        const place = ['tiering', 'bands', i]
        const label = say('studio.band-from', { band: codeLabel(['band'], band, say) })
        return (
          <span key={band} className="studio-field plain" onFocusCapture={() => look(['tiering', 'bands'])}>
            <span className="studio-label">{label}</span>
            <Figure value={list[i]} label={label} onNumber={(n) => writing.set(place, n)} />
          </span>
        )
      })}
      <span className="studio-field plain">
        <span className="studio-label">{codeLabel(['band'], 'BOTTOM', say)}</span>
        <span className="k-t3">{say('studio.rest')}</span>
      </span>
    </div>
  )
}
