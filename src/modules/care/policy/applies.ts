import type { CareFacts } from './facts.ts'
import type { CareDocument } from './section.ts'

export type Who = Pick<CareFacts, 'class' | 'tier' | 'stage' | 'segment' | 'tags' | 'validOrders'>

/** Whether a customer is in any of the groups. `newByTier`: the driving model has a tier NEW, which then says who is new (§0.1.3). */
export const appliesTo = (audiences: readonly string[], who: Who, newByTier: boolean): boolean =>
  audiences.some((audience) => belongs(audience, who, newByTier))

/** The dimension of a group, its part before the colon. */
export const dimensionOf = (audience: string): string => audience.slice(0, audience.indexOf(':'))

const codeOf = (audience: string): string => audience.slice(audience.indexOf(':') + 1)

function belongs(audience: string, who: Who, newByTier: boolean): boolean {
  const code = codeOf(audience)
  switch (dimensionOf(audience)) {
    case 'class':
      return who.class === code
    case 'tier':
      return who.tier === code
    case 'stage':
      return who.stage === code
    case 'segment':
      return who.segment === code
    case 'tag':
      return who.tags.includes(code)
    case 'group':
      return belongsToGroup(code, who, newByTier)
    default:
      return false
  }
}

function belongsToGroup(code: string, who: Who, newByTier: boolean): boolean {
  const hasOrders = who.validOrders > 0
  if (code === 'HAS_ORDERS') return hasOrders
  if (code === 'NEW_CUSTOMER') return newByTier ? who.tier === 'NEW' : who.stage === 'NEW' && hasOrders
  return false
}

/** Whether the driving model can put a customer into tier NEW (§0.1.3). */
export const hasNewTier = ({ drives, table, spendTenure }: CareDocument['tiering']): boolean =>
  drives === 'SPEND_TENURE' ? Object.values(spendTenure.tiers).includes('NEW') : table.some((cell) => cell.tier === 'NEW')

/** The tags that any of the groups names. */
export const tagsNamed = (audiences: readonly string[]): string[] => [
  ...new Set(audiences.filter((audience) => dimensionOf(audience) === 'tag').map(codeOf)),
]
