import type { Locale, Say } from '../../../core/text.ts'
import type { Reason } from '../contract.ts'
import { type WordSet, wordSets, writtenWords } from '../policy/words.ts'

const isWordSet = (set: unknown): set is WordSet => typeof set === 'string' && Object.hasOwn(wordSets, set)

/** One reason in the reader's words, without the column. */
export function sayReason(say: Say, { reason, facts = {} }: Reason, locale: Locale): string {
  const { words } = facts
  const spelled = isWordSet(words) ? writtenWords(words, locale === 'en' ? 'en' : 'zh').join(locale === 'en' ? ', ' : '、') : undefined
  return say(`issue.${reason}`, spelled === undefined ? facts : { ...facts, words: spelled })
}
