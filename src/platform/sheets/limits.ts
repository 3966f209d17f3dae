/** What a caller may ask for; the defaults are the most a spreadsheet program itself can hold. */
export type RowLimits = { maxRows: number; maxColumns: number; maxCellLength: number }

export const rowLimits: RowLimits = { maxRows: 1_100_000, maxColumns: 500, maxCellLength: 32_767 }

const MB = 1024 * 1024

/** Bounds of one zip container and its parts. Bytes unless said otherwise. */
export const zipLimits = {
  entries: 10_000,
  directory: 4 * MB,
  smallPart: 16 * MB,
  sharedStringsPart: 512 * MB,
  sheetPart: 2048 * MB,
  /** Honest sheets stay far below; deflate itself reaches 1032. Judged only above `ratioFrom` bytes. */
  ratio: 250,
  ratioFrom: 32 * MB,
}

/** The shared text table is kept in memory, so it is what bounds the reader's size. */
export const sharedStringLimits = { count: 5_000_000, bytes: 96 * MB }

/** `token`: the longest tag or comment, in UTF-16 units. */
export const xmlLimits = { token: MB / 2, depth: 100 }

/** Excel's own grid: a reference outside it is a lie. */
export const grid = { rows: 1_048_576, columns: 16_384 }

/** Text of one row and of all rows handed out, in UTF-16 units: stops one long text referenced a million times. */
export const textLimits = { row: 300_000, file: 350_000_000 }

/** How rows travel between the processes. */
export const batchLimits = { rows: 500, text: 250_000 }

/**
 * The reader's time, in milliseconds, counted only while somebody waits for it:
 * `start` until the first rows, and a little more with each row handed out.
 */
export const patience = { start: 7_000, perRow: 0.2 }

/** Heap of the reading process in MB; the shared text table lies outside of it. */
export const readerHeap = { old: 128, semi: 16 }
