import { randomUUID } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Line } from '../contract.ts'

/** Rows set aside on disk while a file is checked, so that it need not be taken apart twice. */
export type Spool = { add(rows: readonly Line[]): Promise<void>; rows(): AsyncGenerator<Line[]>; close(): Promise<void> }

/** A spool in a file that has lost its name already: it goes with the process, however that ends. */
export async function openSpool(folder: string): Promise<Spool> {
  const path = join(folder, `${randomUUID()}.part`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  const lengths: number[] = []
  let size = 0
  return {
    async add(rows) {
      const bytes = Buffer.from(JSON.stringify(rows))
      await file.write(bytes, 0, bytes.length, size)
      lengths.push(bytes.length)
      size += bytes.length
    },
    async *rows() {
      let at = 0
      for (const length of lengths) {
        const { buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, at)
        at += length
        yield JSON.parse(buffer.toString()) as Line[]
      }
    },
    close: () => file.close(),
  }
}
