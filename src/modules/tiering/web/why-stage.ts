import type { Say } from '../../../core/text.ts'
import type { StageTest } from '../policy/explain-stage.ts'
import { changePercent, shortMoney } from './explained.ts'

type Facts = StageTest['facts']

const numberIn = (facts: Facts, key: string): number => (typeof facts[key] === 'number' ? facts[key] : 0)

/** What a test compared, with its numbers and whether it holds. */
export function stageSentence({ stage, holds, facts }: Pick<StageTest, 'stage' | 'holds' | 'facts'>, say: Say): string {
  switch (stage) {
    case 'LOST':
      return lost(holds, facts, say)
    case 'DECLINE':
      return numberIn(facts, 'tenureMonths') < numberIn(facts, 'minTenureMonths')
        ? say('why.decline-too-young', facts)
        : compared('decline', holds, facts, say)
    case 'NEW':
      if (facts.hasOrder === false) return say('why.new-no-order')
      return say(holds ? 'why.new-yes' : 'why.new-no', facts)
    case 'GROWTH':
      return compared('growth', holds, facts, say)
    default:
      return say('why.mature')
  }
}

function lost(holds: boolean, facts: Facts, say: Say): string {
  if (facts.recencyDays === null || facts.limitDays === null) return say('why.lost-no-order')
  const limit = say(facts.gapIsDefault === true ? 'why.lost-limit-days' : 'why.lost-limit', facts)
  return say(holds ? 'why.lost-yes' : 'why.lost-no', { ...facts, limit })
}

function compared(kind: 'decline' | 'growth', holds: boolean, facts: Facts, say: Say): string {
  const [now, before] = [numberIn(facts, 'now'), numberIn(facts, 'before')]
  const percent = changePercent(now, before)
  if (percent === undefined) return say('why.nothing-before', facts)
  return say(`why.${kind}-${holds ? 'yes' : 'no'}`, { ...facts, now: shortMoney(now, say), before: shortMoney(before, say), percent })
}
