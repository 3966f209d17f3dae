import type { Fen } from '../core/money.ts'

/** Figures with thousands separators and a true minus sign. */
export const grouped = (value: number, decimals = 0): string =>
  Math.abs(value)
    .toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace(/^/, value < 0 ? '−' : '')

/** 万元 with two decimals, from fen: `186.40` for 186 400 000. */
export const tenThousands = (fen: Fen): string => {
  const hundredths = Math.round(fen / 10_000)
  return grouped(hundredths === 0 ? 0 : hundredths / 100, 2)
}

/** Exact yuan from fen: `1,864,000.00`. */
export const yuan = (fen: Fen): string =>
  `${grouped(Math.trunc(fen / 100)).replace('−', '')}.${String(Math.abs(fen % 100)).padStart(2, '0')}`.replace(/^/, fen < 0 ? '−' : '')
