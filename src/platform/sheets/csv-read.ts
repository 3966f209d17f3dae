import type { FileHandle } from 'node:fs/promises'
import type { Row } from './cell.ts'
import { CsvParser } from './csv-parse.ts'
import { type Delimiter, detectDelimiter, saidDelimiter } from './delimiter.ts'
import { detectEncoding, type Encoding, type TextFormat } from './encoding.ts'
import { bytesFrom } from './file-bytes.ts'
import type { RowLimits } from './limits.ts'
import { FileRefused } from './refused.ts'
import { RowBatches } from './row-batches.ts'

export type CsvFormat = TextFormat & { delimiter: Delimiter; saysDelimiter: boolean }

const SAMPLE = 64 * 1024
/** Decoded text is parsed in pieces, so that a batch of rows stays small. */
const PIECE = 16 * 1024

/** How a text file is to be read, as found out or as asked. Refuses what is no table of text. */
export async function readCsvFormat(file: FileHandle, asked: { encoding?: Encoding; delimiter?: Delimiter }): Promise<CsvFormat> {
  const format = await detectEncoding(file, asked.encoding)
  const start = await textStart(file, format)
  refuseOther(start)
  const said = saidDelimiter(start)
  return { ...format, delimiter: asked.delimiter ?? said ?? detectDelimiter(start), saysDelimiter: said !== undefined }
}

/** Streams the rows of a text file in batches. */
export async function* csvRows(file: FileHandle, format: CsvFormat, limits: RowLimits): AsyncGenerator<Row[]> {
  const batches = new RowBatches(limits)
  const emit = (row: Row) => {
    if (!(format.saysDelimiter && row.line === 1)) batches.add(row)
  }
  const parser = new CsvParser({ delimiter: format.delimiter, limits, flagBroken: !format.isClean, emit })
  for await (const text of decoded(file, format))
    for (let at = 0; at < text.length; at += PIECE) {
      parser.write(text.slice(at, at + PIECE))
      yield* batches.take()
    }
  parser.end()
  yield* batches.take(true)
}

async function* decoded(file: FileHandle, format: TextFormat): AsyncGenerator<string> {
  const decoder = new TextDecoder(format.encoding, { ignoreBOM: true })
  for await (const chunk of bytesFrom(file, format.skip)) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function textStart(file: FileHandle, { encoding, skip }: TextFormat): Promise<string> {
  const bytes = Buffer.alloc(SAMPLE)
  const { bytesRead } = await file.read(bytes, 0, SAMPLE, skip)
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, bytesRead), { stream: true })
}

/** Many systems hand out web pages named .xls, and people pick wrong files; neither is a table of text. */
function refuseOther(start: string): void {
  if (start.trim() === '') throw new FileRefused('EMPTY')
  if (/^\s*<(?:!doctype|html|\?xml|table|head|meta|workbook)\b/i.test(start)) throw new FileRefused('NOT_A_SHEET', { looksLike: 'html' })
  const isBinary = start.startsWith('%PDF') || (start.match(/(?!\s)\p{Cc}/gu)?.length ?? 0) > 8 + start.length / 200
  if (isBinary) throw new FileRefused('NOT_A_SHEET', { looksLike: 'binary' })
}
