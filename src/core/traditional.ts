import type { Traditional } from './text.ts'

/** What is converted in one piece: Chinese characters that stand together, and the quotation marks around them. */
export const chineseRun = /[\p{Script=Han}“”‘’]+/gu

/** How the words of one version are written in Taiwan: whole runs where a word differs, else character by character. */
export type TraditionalTable = {
  readonly runs: Readonly<Record<string, string>>
  /** Pairs of characters, one after the other. */
  readonly characters: string
}

/** Writes what `table` was made for; what it does not know is written character by character. */
export function byTable({ runs, characters }: TraditionalTable): Traditional {
  const pairs = [...characters]
  const written = new Map(pairs.flatMap((from, i) => (i % 2 === 0 ? [[from, pairs[i + 1] ?? from] as const] : [])))
  const known = new Map(Object.entries(runs))
  const byCharacter = (run: string): string => Array.from(run, (char) => written.get(char) ?? char).join('')
  return (chinese) => chinese.replace(chineseRun, (run) => known.get(run) ?? byCharacter(run))
}

/** The smallest table that writes all Chinese in `sources` as `traditional` does. */
export function tableFor(sources: Iterable<string>, traditional: Traditional): TraditionalTable {
  const found = new Set<string>()
  for (const source of sources) for (const run of source.match(chineseRun) ?? []) found.add(run)
  const pairs = Array.from(new Set([...found].join('')), (char) => char + traditional(char)).filter((pair) => /^(.)(?!\1).$/u.test(pair))
  const table = { runs: {}, characters: pairs.join('') }
  const plain = byTable(table)
  const runs = [...found].sort().flatMap((run) => (plain(run) === traditional(run) ? [] : [[run, traditional(run)] as const]))
  return { ...table, runs: Object.fromEntries(runs) }
}
