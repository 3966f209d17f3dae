import { industry } from '../../../core/industries.ts'
import { sectionOf } from '../../../core/industry-sections.ts'
import { defaultMacroRegions, type MacroRegions, macroRegionOf } from '../../../core/provinces.ts'
import type { TagGroup } from '../contract.ts'

/** `code` is unique over all groups. */
export type Tag = { group: TagGroup; code: string }

export const sizeClasses = ['LARGE', 'MEDIUM', 'SMALL', 'MICRO'] as const
export type SizeClass = (typeof sizeClasses)[number]

export type TaggedCustomer = { industryCode: string | null; sizeClass: SizeClass | null; province: string | null }

/**
 * The system tags of group BASIC, of fields that are known: `INDUSTRY_C` (TAG-02), `SIZE_LARGE` or `SIZE_SME` (TAG-03), `REGION_EAST`
 * (TAG-04). `macroRegions` is the company's own division of the country.
 */
export function baseTags(customer: TaggedCustomer, macroRegions: MacroRegions = defaultMacroRegions): Tag[] {
  const codes = [
    customer.industryCode === null ? null : industryTag(customer.industryCode),
    customer.sizeClass === null ? null : customer.sizeClass === 'LARGE' ? 'SIZE_LARGE' : 'SIZE_SME',
    customer.province === null ? null : regionTag(customer.province, macroRegions),
  ]
  return codes.flatMap((code) => (code === null ? [] : [{ group: 'BASIC' as const, code }]))
}

const retail = '52'

/** TAG-02: industries are tagged by section; retail trade, a division of section F, has a tag of its own. */
function industryTag(industryCode: string): string | null {
  if (industryCode.startsWith(retail)) return `INDUSTRY_${retail}`
  const section = sectionOf(industryCode)
  return section === null ? null : `INDUSTRY_${section}`
}

function regionTag(province: string, macroRegions: MacroRegions): string | null {
  const key = macroRegionOf(province, macroRegions)
  return key === null ? null : `REGION_${key}`
}

/** The name of an industry tag as the standard has it (`INDUSTRY_C` 制造业, `INDUSTRY_52` 零售业), or null for other tags. */
export const industryTagName = (code: string): string | null =>
  code.startsWith('INDUSTRY_') ? (industry(code.slice('INDUSTRY_'.length))?.name ?? null) : null

/** TAG-11: the need for a product category of the catalogue. */
export const productNeed = (categoryCode: string): Tag => ({ group: 'NEED', code: `NEED_PRODUCT_${categoryCode.toUpperCase()}` })

/** TAG-18: tags of needs are written by people; all others follow from facts and cannot be set or removed by hand. */
export const isHandWritten = ({ group }: Pick<Tag, 'group'>): boolean => group === 'NEED'

/** TAG-01: a customer passes a filter when it has every tag of `all` and, if `any` names some, at least one of them. */
export function passesTagFilter(codes: readonly string[], filter: { all: readonly string[]; any: readonly string[] }): boolean {
  return filter.all.every((code) => codes.includes(code)) && (filter.any.length === 0 || filter.any.some((code) => codes.includes(code)))
}
