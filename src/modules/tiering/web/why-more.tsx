import { Chip, Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { WhySection } from '../../../ui/why.tsx'
import { type Explained, tierOf } from './explained.ts'
import { spendSentence, tagSentence } from './why-words.ts'

/** Behind the answer, folded: the other model, the tags, and the clauses all of it rests on. */
export function WhyMore({ why }: { why: Explained }) {
  const say = useSay()
  return (
    <WhySection>
      <details className="why-fold">
        <summary>{say('why.models')}</summary>
        <Models why={why} />
      </details>
      <details className="why-fold">
        <summary>{say('why.tags', { count: why.tags.length })}</summary>
        <ul className="why-lines">
          {why.tags.map((t) => (
            <li key={t.tag}>
              <Chip>{say(`tag.${t.tag}`)}</Chip>
              <span className="k-grow k-t2">{tagSentence(t, say)}</span>
              <Rule>{t.rule}</Rule>
            </li>
          ))}
        </ul>
      </details>
      <details className="why-fold">
        <summary>{say('why.clauses', { count: why.clauses.length })}</summary>
        <ul className="why-clauses">
          {why.clauses.map((c) => (
            <li key={c.id}>
              <p className="k-row">
                <b>{c.title}</b>
                <Rule>{c.id}</Rule>
                <span className="k-aux k-t3 k-grow k-cut">
                  {c.clause.document} {c.clause.place}
                </span>
              </p>
              <p className="k-t2">{c.text}</p>
            </li>
          ))}
        </ul>
      </details>
    </WhySection>
  )
}

function Models({ why }: { why: Explained }) {
  const say = useSay()
  const { rfm, spendTenure } = why.models
  const line = (key: 'RFM_LC' | 'SPEND_TENURE', tier: string, rule: string, words: string) => (
    <li key={key}>
      <TierBadge tier={tierOf(tier, why.tiers)} />
      <span className="k-grow k-t2">
        {say(`why.model.${key}`)}
        {words}
        {why.drives === key && <b> {say('why.in-force')}</b>}
      </span>
      <Rule>{rule}</Rule>
    </li>
  )
  const scored = say('why.model-rfm', { total: why.scores.total, stage: say(`stage.${rfm.stage}`) })
  return (
    <ul className="why-lines">
      {line('RFM_LC', rfm.tier, rfm.rule, scored)}
      {line('SPEND_TENURE', spendTenure.tier, spendTenure.rule, spendSentence(why, say))}
    </ul>
  )
}
