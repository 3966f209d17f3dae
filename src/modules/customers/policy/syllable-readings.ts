import { allSyllables } from '../../../core/chinese.ts'

/** Holds for a document with all tokens of `all`, one of `any` (unless empty), and `text` containing `contains` (unless null). */
export type Match = { all: string[]; any: string[]; contains: string | null }

const mostReadings = 32

/**
 * The ways to read typed letters as the beginning of some syllables, the last one perhaps unfinished: `haita` is hai + ta(n|ng|…),
 * `xian` is xian(g) or xi + an(g). A stored name then holds the whole syllables and, in its text, `'hai'ta`. Letters with more than
 * 32 readings (aojiaobaobao…) are cut until they have fewer: more is found then, never less.
 */
export function syllableReadings(letters: string): Match[] {
  let found = readAs(letters)
  for (let length = letters.length - 1; found.length > mostReadings; length--) found = readAs(letters.slice(0, length))
  return found
}

function readAs(letters: string): Match[] {
  const found: Match[] = []
  const visit = (from: number, before: readonly string[]) => {
    if (found.length > mostReadings) return
    const rest = letters.slice(from)
    const endings = prefixes().get(rest)
    if (endings !== undefined) found.push(asMatch(before, rest, endings))
    for (let length = Math.min(6, rest.length - 1); length >= 1; length--) {
      const syllable = rest.slice(0, length)
      if (allSyllables.has(syllable)) visit(from + length, [...before, syllable])
    }
  }
  visit(0, [])
  return found
}

/** A list of possible endings longer than this narrows nothing once whole syllables stand before it. */
const usefulEndings = 8

function asMatch(before: readonly string[], rest: string, endings: readonly string[]): Match {
  const any = before.length === 0 || endings.length <= usefulEndings ? endings.map((syllable) => `p:${syllable}`) : []
  const contains = [...before, rest].map((syllable) => `'${syllable}`).join('')
  return { all: [...new Set(before)].map((syllable) => `p:${syllable}`), any, contains }
}

let byPrefix: Map<string, string[]> | undefined

/** Beginnings of syllables → the syllables that begin so. */
function prefixes(): Map<string, string[]> {
  if (byPrefix) return byPrefix
  const found = new Map<string, string[]>()
  for (const syllable of allSyllables) {
    for (let length = 1; length <= syllable.length; length++) {
      const prefix = syllable.slice(0, length)
      found.set(prefix, [...(found.get(prefix) ?? []), syllable])
    }
  }
  byPrefix = found
  return found
}
