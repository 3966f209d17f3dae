import { realpath } from 'node:fs/promises'
import type { Row } from './cell.ts'
import type { Inspection, InspectOptions, ReadOptions } from './open-sheet.ts'
import { answersTo } from './reader-process.ts'
import { FileRefused } from './refused.ts'

/**
 * Streams the rows of an xlsx or csv file (told apart by content) in batches of some hundred, reading on only as the caller does.
 * Throws FileRefused, also in the middle: rows handed out before belong to a file that must not be taken.
 */
export async function* readSheet(path: string, options: ReadOptions = {}): AsyncGenerator<Row[]> {
  const request = { task: 'read', path: await realpath(path), options } as const
  for await (const answer of answersTo(request)) if (answer.kind === 'rows') yield answer.rows
}

/** A first look for the import wizard. Throws FileRefused. */
export async function inspectFile(path: string, options: InspectOptions = {}): Promise<Inspection> {
  const request = { task: 'inspect', path: await realpath(path), options } as const
  for await (const answer of answersTo(request)) if (answer.kind === 'inspected') return answer.inspection
  throw new FileRefused('READER_FAILED')
}
