import { useAskedWords } from '../../../platform/web/screens.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { askedOf, type Row, titleWords } from './asked-words.ts'

/** What is asked, in the words of its room. */
export function useTitle(): (asked: Pick<Row, 'kind' | 'facts'>) => string {
  const say = useSay()
  const { today } = useNow()
  const wordsOf = useAskedWords()
  return (asked) => titleWords(asked.kind, askedOf(asked, wordsOf(asked.kind), say, today), say)
}
