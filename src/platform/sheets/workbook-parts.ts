import type { FileHandle } from 'node:fs/promises'
import { damaged, FileRefused } from './refused.ts'
import { XmlReader, type XmlSink } from './xml.ts'
import type { ZipEntry } from './zip-directory.ts'
import { partBytes } from './zip-part.ts'

/** An opened zip container: its file and its parts by lower-case name. */
export type Container = { file: FileHandle; parts: Map<string, ZipEntry> }

/** XML is fed in pieces this long (UTF-16 units), so what one piece can blow up to stays small. */
const PIECE = 8 * 1024

export const findPart = (container: Container, name: string): ZipEntry | undefined => container.parts.get(name.toLowerCase())

export function needPart(container: Container, name: string): ZipEntry {
  const entry = findPart(container, name)
  if (!entry) throw damaged('missing part', { part: name })
  return entry
}

/** Reads a whole XML part into `sink`. `limit` is in inflated bytes. */
export async function readPart(container: Container, entry: ZipEntry, limit: number, sink: XmlSink): Promise<void> {
  for await (const _ of feedPart(container, entry, limit, sink));
}

/** Reads an XML part into `sink` and comes up for air after each small piece, so rows can be handed on. */
export async function* feedPart(container: Container, entry: ZipEntry, limit: number, sink: XmlSink): AsyncGenerator<void> {
  const xml = new XmlReader(sink)
  for await (const text of partText(container, entry, limit))
    for (let at = 0; at < text.length; at += PIECE) {
      xml.write(text.slice(at, at + PIECE))
      yield
    }
  xml.end()
}

async function* partText(container: Container, entry: ZipEntry, limit: number): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  for await (const bytes of partBytes(container.file, entry, limit)) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true })
    yield decodeStrictly(decoder, entry.name, bytes)
  }
  if (decoder) yield decodeStrictly(decoder, entry.name)
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const declared = /^.{0,3}<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{1,40})/.exec(start.toString('latin1', 0, 200))?.[1]
  if (declared !== undefined && !/^(utf-?8|us-ascii)$/i.test(declared)) throw new FileRefused('UNKNOWN_ENCODING', { encoding: declared })
  return 'utf-8'
}

function decodeStrictly(decoder: TextDecoder, part: string, bytes?: Buffer): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch (error) {
    throw new FileRefused('DAMAGED', { where: 'text encoding', part }, { cause: error })
  }
}
