import type { Random } from './random.ts'

/**
 * How a customer buys: from `since` to `until` days ago, an order every `gap` days of about `yuan`, `yearly` times as much each year, and
 * since `turn.daysAgo` by `turn.factor` (less often and smaller alike). Orders are drawn from `drawnFrom` days ago on; those before
 * `since` are left out.
 */
export type Buying = {
  kind: 'KEY' | 'STEADY' | 'SMALL' | 'FREQUENT' | 'GROWING' | 'DECLINING' | 'LOST' | 'NEW' | 'RARE' | 'NONE' | 'SCRIPTED'
  since: number
  drawnFrom: number
  until: number
  gap: number
  yuan: number
  yearly: number
  turn: { daysAgo: number; factor: number } | null
}

const years = 1095

export const buys = (change: Partial<Buying> & Pick<Buying, 'kind'>): Buying => ({
  since: years,
  drawnFrom: change.since ?? years,
  until: 0,
  gap: 30,
  yuan: 20_000,
  yearly: 1,
  turn: null,
  ...change,
})

export const buysNothing: Buying = buys({ kind: 'NONE', since: 0 })

type Kind = { weight: number; make: (random: Random, scale: number) => Buying }

const kinds: Kind[] = [
  { weight: 7, make: (r, scale) => buys({ kind: 'KEY', gap: r.int(14, 24), yuan: r.int(28_000, 90_000) * scale, yearly: 1.04 }) },
  {
    weight: 13,
    make: (r, scale) => buys({ kind: 'STEADY', since: r.int(500, years), gap: r.int(26, 48), yuan: r.int(12_000, 60_000) * scale }),
  },
  {
    weight: 25,
    make: (r, scale) => buys({ kind: 'SMALL', since: r.int(420, years), gap: r.int(55, 120), yuan: r.int(4_000, 26_000) * scale }),
  },
  { weight: 2, make: (r) => buys({ kind: 'FREQUENT', gap: r.int(7, 9), yuan: r.int(2_200, 9_000) }) },
  {
    weight: 11,
    make: (r, scale) =>
      buys({ kind: 'GROWING', since: r.int(420, 900), gap: r.int(24, 46), yuan: r.int(9_000, 32_000) * scale, yearly: r.int(15, 26) / 10 }),
  },
  {
    weight: 6,
    make: (r, scale) =>
      buys({
        kind: 'DECLINING',
        gap: r.int(24, 48),
        yuan: r.int(14_000, 60_000) * scale,
        turn: { daysAgo: r.int(120, 190), factor: r.int(30, 62) / 100 },
      }),
  },
  {
    weight: 8,
    make: (r, scale) => buys({ kind: 'LOST', until: r.int(200, 620), gap: r.int(35, 80), yuan: r.int(6_000, 50_000) * scale }),
  },
  {
    weight: 11,
    make: (r, scale) => buys({ kind: 'NEW', since: r.int(12, 340), gap: r.int(22, 60), yuan: r.int(5_000, 40_000) * scale, yearly: 1.2 }),
  },
  {
    weight: 7,
    make: (r, scale) => buys({ kind: 'RARE', since: r.int(60, years), gap: r.int(260, 480), yuan: r.int(3_000, 90_000) * scale }),
  },
  { weight: 5, make: () => buysNothing },
]

const total = kinds.reduce((sum, { weight }) => sum + weight, 0)

/** A way of buying by chance; `scale` is how large orders are in the trade. */
export function buying(random: Random, scale: number): Buying {
  let at = random.next() * total
  const kind = kinds.find(({ weight }) => {
    at -= weight
    return at < 0
  })
  return kind ? kind.make(random, scale) : buysNothing
}

/** Who has been there from the first day the company looks back on came one after the other, over a year, not all on that day. */
export function cameOneByOne(way: Buying, random: Random): Buying {
  if (way.since !== years || way.kind === 'SCRIPTED') return way
  return { ...way, since: years - random.int(0, way.kind === 'LOST' ? 180 : 364) }
}
