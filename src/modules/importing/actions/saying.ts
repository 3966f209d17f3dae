import type { Say } from '../../../core/text.ts'
import type { Reason } from '../contract.ts'
import { type WordSet, wordSets, writtenWords } from '../policy/words.ts'

const isWordSet = (set: unknown): set is WordSet => typeof set === 'string' && Object.hasOwn(wordSets, set)

/** One reason in the reader's words, without the column. */
export function sayReason(say: Say, { reason, facts = {} }: Reason): string {
  const { words } = facts
  const spelled = isWordSet(words) ? writtenWords(words, say) : undefined
  return say(`issue.${reason}`, spelled === undefined ? facts : { ...facts, words: spelled })
}
