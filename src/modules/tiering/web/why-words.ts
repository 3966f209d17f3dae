import type { Day } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import { yuan } from '../../../ui/figures.ts'
import type { Difference } from '../policy/differences.ts'
import type { Score } from '../policy/explain.ts'
import type { TagReason } from '../policy/explain-tags.ts'
import { type Explained, shortMoney, tierWord } from './explained.ts'

/** The parts of the account that screens and the command line say alike. Bands are from the highest to the lowest. */
export const recencyBands = ({ high, mid }: Score, say: Say): string[] => [
  say('why.r-high', { days: high }),
  say('why.r-mid', { from: high + 1, to: mid }),
  say('why.r-low', { days: mid }),
]

export const countBands = ({ high, mid }: Score, say: Say): string[] => [
  say('why.f-high', { from: high }),
  high - 1 === mid ? say('why.f-one', { orders: mid }) : say('why.f-mid', { from: mid, to: high - 1 }),
  mid === 1 ? say('why.f-one', { orders: 0 }) : say('why.f-low', { orders: mid }),
]

export const amountBands = ({ high, mid }: Score, say: Say): string[] => [
  say('why.m-high', { amount: shortMoney(high, say) }),
  say('why.m-mid', { from: shortMoney(mid, say), to: shortMoney(high, say) }),
  say('why.m-low', { amount: shortMoney(mid, say) }),
]

export const windowOf = (s: Score) => ({ count: s.value ?? 0, length: s.window?.length ?? 0 })

/** When the last order was; `dayText` says the day. */
export function recencyFact({ scores, inputs }: Explained, dayText: (day: Day) => string, say: Say): string {
  if (inputs.lastOn === null || scores.r.value === null) return say('why.r-none')
  const day = dayText(inputs.lastOn)
  return scores.r.value === 0 ? say('why.r-same-day', { day }) : say('why.r-fact', { day, days: scores.r.value })
}

/** `13–15 分`, `3 分`; a band no total reaches is said so. */
export function bandWords(sums: readonly number[], say: Say): string {
  const [first, last] = [sums[0], sums.at(-1)]
  if (first === undefined || last === undefined) return say('why.band-empty')
  return first === last ? say('why.band-one', { sum: first }) : say('why.band', { from: first, to: last })
}

/** Up to this many fen, the amount does not matter: that there is an order does. */
const anyOrder = 100

/** The order that lifts the tier, up to the tier itself, which follows. */
export function liftWords(fen: number, isToday: boolean, say: Say): string {
  const then = isToday ? '' : '-then'
  return fen <= anyOrder ? say(`why.any-lifts${then}`) : say(`why.would-lift${then}`, { amount: yuan(fen).replace(/\.00$/, '') })
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

const numberIn = (facts: TagReason['facts'], key: string): number => (typeof facts[key] === 'number' ? facts[key] : 0)

/** What the spend-tenure model measured, and which of it decided. */
export function spendSentence({ models: { spendTenure } }: Explained, say: Say): string {
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
export function tagSentence({ tag, facts }: TagReason, say: Say): string {
  const money = (key: string) => shortMoney(numberIn(facts, key), say)
  if (tag.startsWith('TENURE')) return say('why.tag.TENURE', facts)
  if (tag.startsWith('FREQ')) return say('why.tag.FREQ', facts)
  if (tag.startsWith('VALUE')) {
    return say('why.tag.VALUE', { months: facts.windowMonths, amount: money('amount'), high: money('high'), mid: money('mid') })
  }
  if (tag === 'AT_RISK') return say('why.tag.AT_RISK', { ...facts, now: money('now'), before: money('before'), yearAgo: money('yearAgo') })
  return facts.hasOrder === false ? say('why.tag.PROSPECT') : say('why.tag.ACTIVITY', facts)
}
