import { CheckOutlined, MinusOutlined } from '@ant-design/icons'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierGlyph } from '../../../ui/tier.tsx'
import { tierLook } from '../../../ui/tier-look.ts'
import { WhySection } from '../../../ui/why.tsx'
import { BANDS, type Band, STAGES } from '../policy/section.ts'
import { type Explained, tierOf, tierWord } from './explained.ts'
import { stageSentence } from './why-stage.ts'
import { bandWords } from './why-words.ts'

/** The table of scores and stages with the cell that applies; dashed cells are not in the source but agreed. */
export function WhyTable({ why }: { why: Explained }) {
  const say = useSay()
  const { tier, origin, rule, stage } = why.models.rfm
  const words = { stage: say(`stage.${stage}`), band: bandWords(why.band.sums, say), tier: tierWord(tier, why.tiers, say) }
  return (
    <WhySection>
      <p className="k-row">
        <b>{say('why.table', words)}</b>
        <Rule>{rule}</Rule>
        {origin === 'DEFAULT' && <Chip tone="warn">{say('why.by-default')}</Chip>}
      </p>
      <TierTable why={why} />
      <p className="k-aux k-t3 why-legend">
        <i className="written" /> {say('why.written')} <i className="agreed" /> {say('why.agreed')}
      </p>
      {why.drives === 'SPEND_TENURE' && <p className="k-aux k-t2">{say('why.spend-drives')}</p>}
    </WhySection>
  )
}

function TierTable({ why }: { why: Explained }) {
  const say = useSay()
  const cell = (band: Band, stage: string) => why.table.cells.find((c) => c.band === band && c.stage === stage)
  return (
    <table className="why-table">
      <thead>
        <tr>
          <td />
          {STAGES.map((s) => (
            <th key={s} scope="col">
              {say(`stage.${s}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {BANDS.map((band) => (
          <tr key={band}>
            <th scope="row">{bandWords(why.table.bands[band].sums, say)}</th>
            {STAGES.map((stage) => {
              const found = cell(band, stage)
              const hit = band === why.band.band && stage === why.stage.stage
              if (!found) return <td key={stage}>—</td>
              const tier = tierOf(found.tier, why.tiers)
              const origin = say(found.origin === 'SOURCE' ? 'why.written' : 'why.agreed')
              return (
                <td key={stage} aria-current={hit ? 'true' : undefined}>
                  <span
                    className={`k-tier-${tierLook(tier.code, tier.rank)}${found.origin === 'DEFAULT' ? ' agreed' : ''}${hit ? ' hit' : ''}`}
                    title={`${found.rule} ${origin}`}
                  >
                    {hit && <TierGlyph tier={tier} size={9} />} {tierWord(found.tier, why.tiers, say)}
                  </span>
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The five stage tests in their order, the one that decided in bold. */
export function WhyStage({ why }: { why: Explained }) {
  const say = useSay()
  return (
    <WhySection>
      <p className="k-row">
        <b>{say('why.stage', { stage: say(`stage.${why.stage.stage}`) })}</b>
        <Rule>SEG-03</Rule>
      </p>
      <ul className="why-tests">
        {why.stage.tests.map((t) => (
          <li key={t.stage} className={t.decides ? 'decides' : ''}>
            {t.decides ? <CheckOutlined /> : <MinusOutlined />}
            <span>{say(`stage.${t.stage}`)}</span>
            <span>{stageSentence(t, say)}</span>
          </li>
        ))}
      </ul>
    </WhySection>
  )
}
