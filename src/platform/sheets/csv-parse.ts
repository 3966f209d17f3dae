import { type Cell, faulty, type Row, textCell } from './cell.ts'
import type { RowLimits } from './limits.ts'
import { FileRefused } from './refused.ts'

const QUOTE = 34
const CR = 13
const LF = 10

/** `flagBroken`: a replacement character marks a cell whose bytes could not be decoded. */
export type CsvOptions = { delimiter: string; limits: RowLimits; flagBroken: boolean; emit: (row: Row) => void }

/** Where the parser stands: before a field, in a bare one, in a quoted one, or after a quote that may close it. */
type State = 'start' | 'bare' | 'quoted' | 'quote'

/**
 * A streaming RFC 4180 parser. Takes LF, CRLF and CR as row ends, even mixed. A quote inside a bare field is text.
 * Rows count as a spreadsheet program counts them: blank lines too, a field with line breaks only once.
 */
export class CsvParser {
  readonly #options: CsvOptions
  readonly #delimiter: number
  #state: State = 'start'
  #cells: Cell[] = []
  #field = ''
  #isTooLong = false
  #row = 1
  #line = 1
  #quotedFrom = 0
  #column = 0
  #afterReturn = false

  constructor(options: CsvOptions) {
    this.#options = options
    this.#delimiter = options.delimiter.charCodeAt(0)
  }

  write(text: string): void {
    let at = this.#skipLineFeed(text)
    while (at < text.length) {
      if (this.#state === 'quoted') at = this.#quoted(text, at)
      else if (this.#state === 'quote') at = this.#afterQuote(text, at)
      else if (this.#state === 'start' && text.charCodeAt(at) === QUOTE) at = this.#openQuote(at)
      else at = this.#bare(text, at)
    }
  }

  end(): void {
    if (this.#state === 'quoted') throw this.#unclosed()
    if (this.#state !== 'start' || this.#column > 0) this.#endRow()
  }

  #skipLineFeed(text: string): number {
    if (!this.#afterReturn || text === '') return 0
    this.#afterReturn = false
    return text.charCodeAt(0) === LF ? 1 : 0
  }

  #openQuote(at: number): number {
    this.#state = 'quoted'
    this.#quotedFrom = this.#line
    return at + 1
  }

  #quoted(text: string, from: number): number {
    const found = text.indexOf('"', from)
    const end = found < 0 ? text.length : found
    for (let at = text.indexOf('\n', from); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) this.#line++
    this.#append(text, from, end)
    if (found >= 0) this.#state = 'quote'
    return end + 1
  }

  /** A second quote is a quote meant as text; anything but a field or row end means the quotes do not match. */
  #afterQuote(text: string, at: number): number {
    const code = text.charCodeAt(at)
    this.#state = code === QUOTE ? 'quoted' : 'bare'
    if (code === QUOTE) this.#append(text, at, at + 1)
    else if (code !== this.#delimiter && code !== CR && code !== LF && this.#line > this.#quotedFrom) throw this.#unclosed()
    return code === QUOTE ? at + 1 : at
  }

  #bare(text: string, from: number): number {
    this.#state = 'bare'
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code !== this.#delimiter && code !== LF && code !== CR) continue
      this.#append(text, from, at)
      return code === this.#delimiter ? this.#endField(at) : this.#endLine(text, at, code)
    }
    this.#append(text, from, text.length)
    return text.length
  }

  #endField(at: number): number {
    this.#pushField()
    this.#state = 'start'
    return at + 1
  }

  #endLine(text: string, at: number, code: number): number {
    this.#endRow()
    if (code === LF) return at + 1
    this.#afterReturn = at + 1 === text.length
    return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
  }

  #endRow(): void {
    this.#pushField()
    if (this.#cells.some((cell) => cell !== null)) this.#options.emit({ line: this.#row, cells: this.#cells })
    this.#cells = []
    this.#column = 0
    this.#row++
    this.#line++
    this.#state = 'start'
  }

  #append(text: string, from: number, to: number): void {
    const room = this.#options.limits.maxCellLength - this.#field.length
    if (to - from > room) this.#isTooLong = true
    else if (to > from) this.#field += text.slice(from, to)
  }

  /** Empty fields beyond the limit are only trailing delimiters, which some programs write by the thousand. */
  #pushField(): void {
    const { limits, flagBroken } = this.#options
    const isBroken = flagBroken && this.#field.includes('\ufffd')
    const cell = this.#isTooLong ? faulty('TOO_LONG') : isBroken ? faulty('BAD_TEXT') : textCell(this.#field, limits.maxCellLength)
    this.#field = ''
    this.#isTooLong = false
    if (++this.#column <= limits.maxColumns) this.#cells.push(cell)
    else if (cell !== null) throw new FileRefused('TOO_MANY_COLUMNS', { limit: limits.maxColumns, line: this.#row })
  }

  #unclosed(): FileRefused {
    return new FileRefused('UNCLOSED_QUOTE', { line: this.#quotedFrom, row: this.#row })
  }
}
