import { z } from 'zod'

/** Chinese yuan in fen (分): a safe integer, negative for credits. */
export type Fen = number

/** No amount entered is larger (1,000 亿元), so that the sums of nine hundred such are still exact. */
export const mostFen = 10_000_000_000_000

/** An amount as people enter it; sums may be larger. */
export const enteredFen = z.int().min(-mostFen).max(mostFen)

export const fen = z.int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)

/** `12.30` for 1230 fen: plain yuan with two decimals, for files. */
export function yuanText(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/**
 * Reads an amount as people write it (`1,234.5`, `￥12`, `-3.20`, `（12.00）` for a credit) into fen.
 * `scale` is fen per unit: 100 for yuan, 1 000 000 for 万元. Undefined when it is no number, finer than a fen or too large.
 */
export function parseFen(text: string, scale = 100): Fen | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[¥￥元,\s]/g, '')
    .replace(/^\((.*)\)$/, '-$1')
  const match = /^([+-]?)(\d{0,15})(?:\.(\d{0,10}))?$/.exec(plain)
  if (!match || (!match[2] && !match[3])) return undefined
  const decimals = Math.round(Math.log10(scale))
  const fraction = (match[3] ?? '').padEnd(decimals, '0')
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined
  const amount = Number(`${match[2] ?? ''}${fraction.slice(0, decimals)}`)
  return amount <= mostFen ? (match[1] === '-' ? -amount || 0 : amount) : undefined
}
