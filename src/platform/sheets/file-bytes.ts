import type { FileHandle } from 'node:fs/promises'

const CHUNK = 64 * 1024

/**
 * The bytes of an open file from a place on, in chunks that stay the consumer's own. Unlike a read stream it takes and keeps
 * nothing of the handle, so a file can be read through several times.
 */
export async function* bytesFrom(file: FileHandle, position: number): AsyncGenerator<Buffer> {
  for (let at = position; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
