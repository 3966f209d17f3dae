import { type Cell, faulty, type Row, textCell } from './cell.ts'
import { grid, type RowLimits } from './limits.ts'
import type { DateKind } from './number-format.ts'
import { damaged, FileRefused } from './refused.ts'
import { serialDate } from './serial-date.ts'
import { type SharedStrings, TextRuns } from './shared-strings.ts'
import type { XmlSink } from './xml.ts'
import { attribute, decodeEscapes, decodeText } from './xml-text.ts'

export type SheetContext = { strings: SharedStrings; kinds: DateKind[]; is1904: boolean; limits: RowLimits; emit: (row: Row) => void }

/** Turns the XML of one worksheet into rows. Never trusts a size the file claims: rows and cells exist when they are seen. */
export class SheetRows implements XmlSink {
  readonly #context: SheetContext
  readonly #runs: TextRuns
  #inData = false
  #line = 0
  #cells: Cell[] = []
  #column = 0
  #type = ''
  #style = ''
  #value = ''
  #hasFormula = false
  #inCell = false
  #inValue = false
  #inInline = false

  constructor(context: SheetContext) {
    this.#context = context
    this.#runs = new TextRuns(context.limits.maxCellLength)
  }

  open(name: string, attributes: string): void {
    if (name === 'sheetData') this.#inData = true
    else if (name === 'dimension') refuseImpossible(attribute(attributes, 'ref') ?? '')
    else if (this.#inData) this.#openInData(name, attributes)
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell()
    else if (name === 'v') this.#inValue = false
    else if (name === 'row') this.#closeRow()
    else if (name === 'sheetData') this.#inData = false
    else if (name === 'is') this.#inInline = false
    else if (this.#inInline) this.#runs.close(name)
  }

  text(raw: string): void {
    if (this.#inInline) this.#runs.text(raw)
    else if (this.#inValue && this.#value.length <= this.#context.limits.maxCellLength * 7) this.#value += decodeText(raw)
  }

  #openInData(name: string, attributes: string): void {
    if (name === 'c') this.#openCell(attributes)
    else if (name === 'row') this.#openRow(attributes)
    else if (!this.#inCell) return
    else if (name === 'v') this.#inValue = true
    else if (name === 'f') this.#hasFormula = true
    else if (name === 'is') this.#inInline = true
    else if (this.#inInline) this.#runs.open(name)
  }

  #openRow(attributes: string): void {
    const written = attribute(attributes, 'r')
    const line = written === undefined ? this.#line + 1 : Number(written)
    if (!(Number.isInteger(line) && line > this.#line && line <= grid.rows)) throw damaged('row number', { line: this.#line + 1 })
    this.#line = line
    this.#cells = []
    this.#column = 0
  }

  #openCell(attributes: string): void {
    const reference = attribute(attributes, 'r')
    const column = reference === undefined ? this.#column + 1 : columnOf(reference, this.#line)
    if (column <= this.#column || column > grid.columns || this.#line === 0) throw damaged('cell reference', { line: this.#line })
    this.#column = column
    this.#type = attribute(attributes, 't') ?? 'n'
    this.#style = attribute(attributes, 's') ?? ''
    this.#value = ''
    this.#hasFormula = false
    this.#inCell = true
  }

  #closeCell(): void {
    if (!this.#inCell) return
    this.#inCell = false
    this.#inValue = false
    const cell = this.#cell()
    if (cell === null) return
    const { maxColumns } = this.#context.limits
    if (this.#column > maxColumns) throw new FileRefused('TOO_MANY_COLUMNS', { limit: maxColumns, line: this.#line })
    while (this.#cells.length < this.#column - 1) this.#cells.push(null)
    this.#cells.push(cell)
  }

  #closeRow(): void {
    if (this.#cells.length > 0) this.#context.emit({ line: this.#line, cells: this.#cells })
    this.#cells = []
  }

  #cell(): Cell {
    const { maxCellLength } = this.#context.limits
    if (this.#type === 'inlineStr') return textCell(this.#runs.take(), maxCellLength)
    if (this.#type === 'str') return textCell(decodeEscapes(this.#value), maxCellLength)
    if (this.#value === '') return this.#hasFormula ? faulty('NO_VALUE') : null
    if (this.#type === 's') return this.#context.strings.at(/^\d{1,9}$/.test(this.#value) ? Number(this.#value) : -1)
    if (this.#type === 'b') return this.#value.trim() === '1' || this.#value.trim() === 'true'
    if (this.#type === 'e') return { error: this.#value.slice(0, 40) }
    if (this.#type === 'd') return isoDate(this.#value)
    return this.#number()
  }

  #number(): Cell {
    const literal = this.#value.trim()
    const kind = this.#style === '' ? 'number' : (this.#context.kinds[Number(this.#style)] ?? 'number')
    if (!/^[+-]?(\d{1,400}\.?\d{0,400}|\.\d{1,400})(e[+-]?\d{1,4})?$/i.test(literal)) return faulty('BAD_NUMBER')
    return kind === 'number' ? exactNumber(literal) : serialDate(Number(literal), kind, this.#context.is1904)
  }
}

/**
 * Whole numbers of more than 15 digits stay text as written, for they are identifiers. Other literals are read as people see
 * them, to 15 digits: sheets store 1.1 as 1.1000000000000001 and sums as 3703.6800000000003.
 */
export function exactNumber(literal: string): Cell {
  const value = Number(literal)
  if (!Number.isFinite(value)) return faulty('BAD_NUMBER')
  if (literal.length <= 15) return value
  return /^[+-]?0*[1-9]\d{15,}$/.test(literal) ? literal : Number(value.toPrecision(15))
}

function isoDate(text: string): Cell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:\.\d{1,9})?Z?)?$/.exec(text.trim())
  if (!match?.[1]) return faulty('BAD_DATE')
  const time = match[2] === undefined ? '00:00:00' : match[2] + (match[3] ?? ':00')
  return { date: time === '00:00:00' ? match[1] : `${match[1]}T${time}` }
}

/** The column of a reference like `AB12`, which must lie on the row it stands in. */
function columnOf(reference: string, line: number): number {
  let at = 0
  let column = 0
  for (; at < 4; at++) {
    const letter = reference.charCodeAt(at) - 64
    if (!(letter >= 1 && letter <= 26)) break
    column = column * 26 + letter
  }
  if (column === 0 || Number(reference.slice(at)) !== line) throw damaged('cell reference', { line })
  return column
}

/** The dimension is only a hint and is never used, but one outside the grid shows a file made to hurt. */
function refuseImpossible(reference: string): void {
  for (const digits of reference.match(/\d+/g) ?? [])
    if (Number(digits) > grid.rows) throw new FileRefused('TOO_BIG', { what: 'dimension', limit: grid.rows })
}
