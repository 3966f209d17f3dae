import { type Fen, mostFen, parseFen } from '../../../core/money.ts'

export type Unit = 'yuan' | 'wan'

const scale: Readonly<Record<Unit, number>> = { yuan: 100, wan: 1_000_000 }
const written = /^(.*?)\s*(亿|億|万|萬)?\s*元?\s*(?:人民[币幣]|RMB|CNY)?$/iu

/** The unit a column's name states: `注册资本(万元)`. */
export const unitOfHeader = (header: string): Unit | undefined =>
  /[(（[【]?\s*[万萬](元)?\s*[)）\]】]?\s*$/.test(header) ? 'wan' : undefined

/** A text amount in fen; a unit in the text itself (`1.2亿`, `500万元`) goes before the column's. Undefined when no number or finer than a fen. */
export function fenIn(text: string, unit: Unit): Fen | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/^\s*(RMB|CNY)/i, '')
    .trim()
  const [, number = '', word] = written.exec(plain) ?? []
  if (/元(人民[币幣])?$/.test(plain) && word === undefined) return parseFen(number, scale.yuan)
  return parseFen(number, word === undefined ? scale[unit] : /[亿億]/.test(word) ? 10_000_000_000 : scale.wan)
}

/** A number cell in fen. What a spreadsheet's arithmetic left beyond the fen (0.1 + 0.2) is taken off; a true fraction of a fen is refused. */
export function fenFrom(value: number, unit: Unit): Fen | undefined {
  const fen = value * scale[unit]
  const whole = Math.round(fen)
  if (!(Math.abs(whole) <= mostFen) || Math.abs(fen - whole) > Math.max(1e-4, Math.abs(fen) * 1e-12)) return undefined
  return whole === 0 ? 0 : whole
}
