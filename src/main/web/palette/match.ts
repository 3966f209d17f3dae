/** How a text is read: folded (Traditional as Simplified, width and case alike), and the ways to say it, each as the pinyin of its characters. */
export type Reader = { fold(text: string): string; readings(folded: string): string[][] }

/** Until the reader is there, texts are compared as they are. */
export const plainReader: Reader = { fold: (text) => text.toLowerCase().replace(/\s/g, ''), readings: () => [] }

/** How well what was typed fits one of these words: 3 its beginning, 2 a part, 1 its pinyin or initials; 0 not at all. */
export function fitOf(typed: string, words: readonly string[], reader: Reader): number {
  const wanted = reader.fold(typed)
  if (wanted === '') return 1
  return Math.max(...words.map((word) => fitOfWord(wanted, reader.fold(word), reader)))
}

function fitOfWord(wanted: string, word: string, reader: Reader): number {
  if (word.startsWith(wanted)) return 3
  if (word.includes(wanted)) return 2
  if (!/^[a-z]+$/.test(wanted)) return 0
  const starts = reader.readings(word).flatMap((spoken) => spoken.map((_, i) => spoken.slice(i)))
  const isSaid = starts.some(
    (rest) =>
      rest.join('').startsWith(wanted) ||
      rest
        .map((s) => s.slice(0, 1))
        .join('')
        .startsWith(wanted),
  )
  return isSaid ? 1 : 0
}

/** What fits, best first; of what fits equally well, what was used lately first, then in the given order. */
export function matching<T extends { readonly key: string; readonly words: readonly string[] }>(
  things: readonly T[],
  typed: string,
  recent: readonly string[],
  reader: Reader,
): T[] {
  const age = (key: string) => (recent.includes(key) ? recent.indexOf(key) : recent.length)
  return things
    .map((thing, place) => ({ thing, place, fit: fitOf(typed, thing.words, reader) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || age(a.thing.key) - age(b.thing.key) || a.place - b.place)
    .map(({ thing }) => thing)
}

const mostKept = 8
export const readRecent = (stored: unknown): readonly string[] =>
  Array.isArray(stored) ? stored.filter((key) => typeof key === 'string').slice(0, mostKept) : []
export const withRecent = (recent: readonly string[], key: string): readonly string[] =>
  [key, ...recent.filter((k) => k !== key)].slice(0, mostKept)
