import type { XmlSink } from './xml.ts'
import { attribute } from './xml-text.ts'

/** What a number format shows of a number: a day (perhaps with a time), a time of day, or just a number. */
export type DateKind = 'day' | 'time' | 'number'

/** Formats that exist without being written out (ECMA-376 §18.8.30), with the Chinese ones 27–36 and 50–58. */
const builtInDays = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const builtInTimes = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56])

/** The formats a workbook names itself and, per cell style in order, the id of the format it uses. */
export class StylesSink implements XmlSink {
  readonly formats = new Map<number, string>()
  readonly styles: number[] = []
  #inCellStyles = false

  open(name: string, attributes: string): void {
    if (name === 'cellXfs') this.#inCellStyles = true
    if (name === 'numFmt') this.formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
    if (name === 'xf' && this.#inCellStyles) this.styles.push(Number(attribute(attributes, 'numFmtId') ?? 0))
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCellStyles = false
  }
  text(): void {}
}

export const dateKinds = ({ formats, styles }: Pick<StylesSink, 'formats' | 'styles'>): DateKind[] => {
  const known = new Map([...formats].map(([id, code]) => [id, kindOfFormat(code)]))
  return styles.map((id) => known.get(id) ?? kindOfBuiltIn(id))
}

const kindOfBuiltIn = (id: number): DateKind => (builtInDays.has(id) ? 'day' : builtInTimes.has(id) ? 'time' : 'number')

/**
 * Judges a format code by its first section, without what is only shown as text: quoted, escaped, padding, colours, locales.
 * Elapsed times (`[h]:mm`) are amounts, so they stay numbers. `m` is minutes only next to hours or seconds.
 */
export function kindOfFormat(code: string): DateKind {
  if (code.length > 255) return 'number'
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./gsu, '')
    .split(';', 1)[0]!
    .toLowerCase()
  if (/\[(h+|m+|s+)\]/.test(bare)) return 'number'
  const letters = bare
    .replace(/\[[^\]]*\]/g, '')
    .replace(/general|am\/pm|a\/p|上午\/下午/g, '')
    .replace(/e[+-]/g, '')
  if (/[ydg]|e/.test(letters) || /b{2,4}/.test(letters)) return 'day'
  if (/[hs]/.test(letters)) return 'time'
  return letters.includes('m') ? 'day' : 'number'
}
