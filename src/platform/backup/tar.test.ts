import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadTar, createTar, readEntry, tarEntries, tarHeader } from './tar.ts'

const folder = mkdtempSync(join(tmpdir(), 'kewei-tar-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const long = `${'a'.repeat(31)}/tables/${'b'.repeat(63)}/000001.zst`
const contents: [string, Buffer][] = [
  ['empty', Buffer.alloc(0)],
  ['one/byte', Buffer.from('x')],
  ['one/block', Buffer.alloc(512, 7)],
  [long, Buffer.alloc(1_000, 'é')],
]

async function written(name: string): Promise<string> {
  const path = join(folder, name)
  const tar = await createTar(path, 1_795_000_000)
  for (const [entry, content] of contents) await tar.add(entry, content)
  expect(await tar.close()).toBe(readFileSync(path).length)
  return path
}

async function readAll(path: string): Promise<[string, Buffer][]> {
  const file = await open(path)
  try {
    const all: [string, Buffer][] = []
    for await (const entry of tarEntries(file)) all.push([entry.name, await readEntry(file, entry)])
    return all
  } finally {
    await file.close()
  }
}

describe('an archive', () => {
  test('gives back what was put in, in order', async () => {
    expect(await readAll(await written('whole'))).toEqual(contents)
  })

  test('is one that tar itself reads', async () => {
    const path = await written('for-tar')
    expect(execFileSync('tar', ['-tf', path], { encoding: 'utf8' }).trim().split('\n')).toEqual(contents.map(([name]) => name))
    expect(execFileSync('tar', ['-xOf', path, long])).toEqual(contents[3]?.[1])
  })

  test('every byte that is not content is watched: one changed bit is found, wherever it is', async () => {
    const path = await written('bits')
    const bytes = readFileSync(path)
    const inContent = (at: number) => at === 1_024 || (at >= 2_048 && at < 2_560) || (at >= 3_072 && at < 4_072)
    const missed: number[] = []
    for (let at = 0; at < bytes.length; at += 3) {
      if (inContent(at)) continue
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      writeFileSync(path, changed)
      const read = await readAll(path).catch((error: unknown) => error)
      if (!(read instanceof BadTar)) missed.push(at)
    }
    expect(missed).toEqual([])
  })

  test.each([1, 512, 1_024, 1_500])('cut short by %i bytes it is refused', async (less) => {
    const path = await written(`short-${less}`)
    writeFileSync(path, readFileSync(path).subarray(0, -less))
    await expect(readAll(path)).rejects.toThrow(BadTar)
  })

  test('with something after its end it is refused', async () => {
    const path = await written('longer')
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(512)]))
    await expect(readAll(path)).rejects.toThrow(BadTar)
  })

  test.each([
    ['a name that fits nowhere', `${'x'.repeat(120)}`, 1],
    ['more than a header can say', 'x', 8 ** 11],
  ])('%s is refused when writing', (_, name, size) => {
    expect(() => tarHeader(name, size, 0)).toThrow('cannot hold')
  })
})
