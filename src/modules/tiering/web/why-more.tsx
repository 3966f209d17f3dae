import type { Say } from '../../../core/text.ts'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { WhySection } from '../../../ui/why.tsx'
import type { TagReason } from '../policy/explain-tags.ts'
import { type Explained, shortMoney, tierOf } from './explained.ts'

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

const numberIn = (facts: TagReason['facts'], key: string): number => (typeof facts[key] === 'number' ? facts[key] : 0)

function spendSentence({ models: { spendTenure } }: Explained, say: Say): string {
  const { facts, reasons } = spendTenure
  const money = (key: string) => shortMoney(numberIn(facts, key), say)
  const measured = say('why.spend-measured', {
    months: facts.windowMonths,
    amount: money('amount'),
    tenure: facts.tenureMonths,
    high: money('amountHigh'),
    mid: money('amountMid'),
    yearsHigh: facts.yearsHigh,
    yearsMid: facts.yearsMid,
  })
  const by = reasons.map((r) => say(`why.spend-by.${r}`)).join(say('why.and'))
  return `${measured}${by ? say('why.spend-because', { by }) : say('why.spend-neither')}`
}

/** The numbers behind a tag. */
function tagSentence({ tag, facts }: TagReason, say: Say): string {
  const money = (key: string) => shortMoney(numberIn(facts, key), say)
  if (tag.startsWith('TENURE')) return say('why.tag.TENURE', facts)
  if (tag.startsWith('FREQ')) return say('why.tag.FREQ', facts)
  if (tag.startsWith('VALUE')) {
    return say('why.tag.VALUE', { months: facts.windowMonths, amount: money('amount'), high: money('high'), mid: money('mid') })
  }
  if (tag === 'AT_RISK') return say('why.tag.AT_RISK', { ...facts, now: money('now'), before: money('before'), yearAgo: money('yearAgo') })
  return facts.hasOrder === false ? say('why.tag.PROSPECT') : say('why.tag.ACTIVITY', facts)
}
