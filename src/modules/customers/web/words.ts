import { industry } from '../../../core/industries.ts'
import { sectionOf } from '../../../core/industry-sections.ts'
import { region } from '../../../core/regions.ts'
import type { Say } from '../../../core/text.ts'
import { defaultNeedTags } from '../policy/need-tags.ts'
import { industryTagName } from '../policy/tags.ts'

/** `浙江 宁波 北仑区`; a municipality is named once. */
export function placeWords(provinceCode: string | null, cityCode: string | null, district: string | null): string {
  const parts = [provinceCode, cityCode, district].map((p) => (p === null ? '' : (region(p)?.short ?? p)))
  return parts.filter((p, i) => p !== '' && p !== parts[i - 1]).join(' ')
}

/** `C34 通用设备制造业`. */
export function industryWords(code: string | null): string {
  if (code === null) return ''
  return `${sectionOf(code) ?? ''}${code} ${industry(code)?.name ?? ''}`.trim()
}

/** A tag as a person reads it; what people wrote themselves stays as it is. */
export function tagWords(tag: { code: string; byHand: boolean }, say: Say): string {
  const need = defaultNeedTags.find((n) => n.code === tag.code)
  if (need) return say.either(need.zh, need.en)
  return tag.byHand ? tag.code : (industryTagName(tag.code) ?? say(`tag.${tag.code}`))
}
