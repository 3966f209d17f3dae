import { Chip } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { WhySection } from '../../../ui/why.tsx'
import type { Difference } from '../policy/differences.ts'
import { type Explained, tierWord } from './explained.ts'
import { differenceWords, liftWords } from './why-words.ts'

/** What would change the tier and when: by waiting, and by buying. */
export function WhyFuture({ why }: { why: Explained }) {
  const say = useSay()
  const { today } = useNow()
  const { willChange, wouldDrift, wouldLift } = why
  const sameDay = willChange !== null && wouldDrift !== null && willChange.on === wouldDrift.on
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
            {liftWords(wouldLift.fen, why.asOf === today, say)}
            <b>{tierWord(wouldLift.tier, why.tiers, say)}</b>
            {say('why.stop')}
          </span>
        </p>
      )}
      {!willChange && !wouldDrift && !wouldLift && <p className="k-t2">{say('why.nothing-ahead')}</p>}
    </WhySection>
  )
}
