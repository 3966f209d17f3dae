import type { Row } from './cell.ts'
import { batchLimits, type RowLimits, textLimits } from './limits.ts'
import { FileRefused } from './refused.ts'

/** Gathers rows into batches fit to hand on, counting rows and text against the limits. */
export class RowBatches {
  readonly #full: Row[][] = []
  #rows: Row[] = []
  #batchText = 0
  #fileText = 0
  #count = 0
  readonly #maxRows: number

  constructor({ maxRows }: Pick<RowLimits, 'maxRows'>) {
    this.#maxRows = maxRows
  }

  add = (row: Row): void => {
    const text = textOf(row)
    this.#batchText += text
    this.#fileText += text
    if (++this.#count > this.#maxRows) throw new FileRefused('TOO_MANY_ROWS', { limit: this.#maxRows })
    if (text > textLimits.row) throw new FileRefused('TOO_BIG', { what: 'row', line: row.line, limit: textLimits.row })
    if (this.#fileText > textLimits.file) throw new FileRefused('TOO_BIG', { what: 'text', limit: textLimits.file })
    this.#rows.push(row)
    if (this.#rows.length >= batchLimits.rows || this.#batchText >= batchLimits.text) this.#close()
  }

  /** The batches that are full; with `isLast` also the one begun. */
  take(isLast = false): Row[][] {
    if (isLast && this.#rows.length > 0) this.#close()
    return this.#full.splice(0)
  }

  #close(): void {
    this.#full.push(this.#rows)
    this.#rows = []
    this.#batchText = 0
  }
}

function textOf({ cells }: Row): number {
  let length = 0
  for (const cell of cells) if (typeof cell === 'string') length += cell.length
  return length
}
