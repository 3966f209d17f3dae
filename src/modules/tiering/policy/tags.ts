import { ACTIVE, DORMANT, HIGH, MID, tagBits, type Verdict } from './judge.ts'

export type Tag =
  | 'TENURE_NEW' | 'TENURE_OLD'
  | 'FREQ_HIGH' | 'FREQ_MID' | 'FREQ_LOW'
  | 'VALUE_HIGH' | 'VALUE_MID' | 'VALUE_LOW'
  | 'ACTIVE' | 'DORMANT' | 'PROSPECT'
  | 'AT_RISK' // biome-ignore format: one group a line

/** The rule behind each tag, in the fixed order of §0.1.7. */
export const tagRules: Record<Tag, string> = {
  TENURE_NEW: 'TAG-05',
  TENURE_OLD: 'TAG-05',
  FREQ_HIGH: 'TAG-06',
  FREQ_MID: 'TAG-07',
  FREQ_LOW: 'TAG-07',
  VALUE_HIGH: 'TAG-08',
  VALUE_MID: 'TAG-09',
  VALUE_LOW: 'TAG-10',
  ACTIVE: 'TAG-13',
  DORMANT: 'TAG-14',
  PROSPECT: 'TAG-14',
  AT_RISK: 'TAG-15',
}

/** The verdict's system tags in their fixed order. */
export const tagsOf = (v: Verdict): Tag[] => [...tagsByBits[tagBits(v)]!]

/** The same, joined by `|` as files carry them. */
export const tagsText = (v: Verdict): string => textByBits[tagBits(v)]!

const tagsByBits: readonly (readonly Tag[])[] = Array.from({ length: 256 }, (_, bits) => readBits(bits))
const textByBits = tagsByBits.map((tags) => tags.join('|'))

function readBits(bits: number): Tag[] {
  const [old, frequency, value, activity, risk] = [bits & 1, (bits >> 1) & 3, (bits >> 3) & 3, (bits >> 5) & 3, bits >> 7]
  return [
    old ? 'TENURE_OLD' : 'TENURE_NEW',
    frequency === HIGH ? 'FREQ_HIGH' : frequency === MID ? 'FREQ_MID' : 'FREQ_LOW',
    value === HIGH ? 'VALUE_HIGH' : value === MID ? 'VALUE_MID' : 'VALUE_LOW',
    activity === ACTIVE ? 'ACTIVE' : activity === DORMANT ? 'DORMANT' : 'PROSPECT',
    ...(risk ? (['AT_RISK'] as const) : []),
  ]
}
