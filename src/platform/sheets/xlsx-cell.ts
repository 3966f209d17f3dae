import { type Cell, plainText } from './cell.ts'
import { FileRefused } from './refused.ts'
import { serialOf } from './serial-date.ts'

/** What a column holds. `money` cells are integer fen and are shown as yuan; `date` cells are `{ date }` or the same as text. */
export type ColumnKind = 'text' | 'number' | 'money' | 'date'

/** Places in the `cellXfs` list of the styles part. */
export const style = { plain: 0, header: 1, text: 2, money: 3, day: 4, moment: 5 }

export const maxCellText = 32_767

/** One cell as XML. Text is always typed text, so nothing in it is ever read as a number or a formula. */
export function cellXml(cell: Cell, kind: ColumnKind, reference: string): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (typeof cell === 'number') return numberXml(cell, kind, reference)
  const date = typeof cell === 'object' && 'date' in cell ? cell.date : kind === 'date' && typeof cell === 'string' ? cell : undefined
  const serial = date === undefined ? undefined : serialOf(date)
  if (serial === undefined) return textXml(plainText(cell), reference)
  return `<c r="${reference}" s="${date!.length > 10 ? style.moment : style.day}"><v>${serial}</v></c>`
}

export const textXml = (text: string, reference: string, styled = style.text): string => {
  if (text.length > maxCellText) throw new FileRefused('CELL_TOO_LONG', { cell: reference, limit: maxCellText })
  return `<c r="${reference}" s="${styled}" t="inlineStr"><is><t xml:space="preserve">${escapeText(text)}</t></is></c>`
}

function numberXml(value: number, kind: ColumnKind, reference: string): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a number that a sheet can hold: ${value}`)
  return kind === 'money' ? `<c r="${reference}" s="${style.money}"><v>${yuan(value)}</v></c>` : `<c r="${reference}"><v>${value}</v></c>`
}

/** Fen as a decimal literal of yuan, without floating point. */
function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes.get(char) ?? char)

/** Characters XML has no place for, and text that looks like their escape, in the `_xHHHH_` way of ECMA-376 ST_Xstring. */
const escapeText = (text: string): string =>
  escapeXml(text.toWellFormed().replace(/_(?=x[0-9A-Fa-f]{4}_)|(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, (char) => `_x${hex(char)}_`))

const hex = (char: string): string => char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
