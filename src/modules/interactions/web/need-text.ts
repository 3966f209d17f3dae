import type { Texts } from '../../../core/text.ts'
import { defaultNeedTags } from '../../customers/policy/need-tags.ts'

const spoken = (language: 'zh' | 'en') => Object.fromEntries(defaultNeedTags.map((tag) => [`tag.${tag.code}`, tag[language]]))

/** The vocabulary of needs and worries as words of the house (`tag.NEED_TRAINING`), wherever such a tag is shown. */
export const needText: Texts = { 'zh-CN': spoken('zh'), en: spoken('en') }
