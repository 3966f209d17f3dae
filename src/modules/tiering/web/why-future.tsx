import type { Say } from '../../../core/text.ts'
import { Chip } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { yuan } from '../../../ui/figures.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { WhySection } from '../../../ui/why.tsx'
import type { Difference } from '../policy/differences.ts'
import { type Explained, tierWord } from './explained.ts'

/** Up to this many fen, the amount does not matter: that there is an order does. */
const anyOrder = 100

/** What would change the tier and when: by waiting, and by buying. */
export function WhyFuture({ why }: { why: Explained }) {
  const say = useSay()
  const { today } = useNow()
  const { willChange, wouldDrift, wouldLift } = why
  const sameDay = willChange !== null && wouldDrift !== null && willChange.on === wouldDrift.on
  const then = why.asOf === today ? '' : '-then'
  const because = (differs: readonly Difference[]) => differenceWords(differs, why, say)
  return (
    <WhySection>
      <p className="k-b">{say('why.future')}</p>
      {wouldDrift && (
        <p className="why-line">
          <Chip tone={wouldDrift.direction === 'DOWN' ? 'warn' : 'info'}>{say(`why.drift.${wouldDrift.direction}`)}</Chip>
          <span>
            {say('why.would-drift', { day: shortDay(wouldDrift.on, today), because: because(wouldDrift.differs) })}
            <b>{tierWord(wouldDrift.tier, why.tiers, say)}</b>
            {say('why.stop')}
          </span>
        </p>
      )}
      {willChange && !sameDay && (
        <p className="why-line">
          <Chip>{say('why.soon')}</Chip>
          <span>{say('why.will-change', { day: shortDay(willChange.on, today), because: because(willChange.differs) })}</span>
        </p>
      )}
      {wouldLift && (
        <p className="why-line">
          <Chip tone="ok">{say('why.lift')}</Chip>
          <span>
            {wouldLift.fen <= anyOrder
              ? say(`why.any-lifts${then}`)
              : say(`why.would-lift${then}`, { amount: yuan(wouldLift.fen).replace(/\.00$/, '') })}
            <b>{tierWord(wouldLift.tier, why.tiers, say)}</b>
            {say('why.stop')}
          </span>
        </p>
      )}
      {!willChange && !wouldDrift && !wouldLift && <p className="k-t2">{say('why.nothing-ahead')}</p>}
    </WhySection>
  )
}

/** `近度得分 5 变 3，总分 13 变 11`: outcomes only; the tier itself is said by the sentence around it. */
export function differenceWords(differs: readonly Difference[], why: Pick<Explained, 'tiers'>, say: Say): string {
  const words = differs.flatMap((d): string[] => {
    switch (d.what) {
      case 'R':
      case 'F':
      case 'M':
      case 'TOTAL':
        return [say(`why.differs.${d.what}`, { from: d.from, to: d.to })]
      case 'STAGE':
        return [say('why.differs.STAGE', { to: say(`stage.${d.to}`) })]
      case 'TIER_SPEND_TENURE':
        return [say('why.differs.TIER_SPEND_TENURE', { to: tierWord(String(d.to), why.tiers, say) })]
      case 'TAGS':
        return [say('why.differs.TAGS', { tags: newTags(String(d.from), String(d.to)).map((t) => say(`tag.${t}`)) })]
      default:
        return []
    }
  })
  return words.length > 0 ? words.join(say('why.comma')) : say('why.differs.BASIS')
}

const newTags = (from: string, to: string): string[] => to.split('|').filter((t) => !from.split('|').includes(t))
