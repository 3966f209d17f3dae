import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { afterAll } from 'vitest'
import type { Row } from '../src/platform/sheets/cell.ts'
import { type ReadOptions, sheetRows } from '../src/platform/sheets/open-sheet.ts'
import { FileRefused } from '../src/platform/sheets/refused.ts'

// Files made for tests, the honest ones and the ones made to hurt; nothing else imports this.

const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
let made = 0
afterAll(() => rmSync(folder, { recursive: true, force: true }))

export function fileOf(content: string | Uint8Array, ending = '.bin'): string {
  const path = join(folder, `${++made}${ending}`)
  writeFileSync(path, content)
  return path
}

/** `rows` is what stands in `<sheetData>`; a part set to undefined is left out. */
export type WorkbookParts = {
  rows?: string
  sheet?: string
  strings?: string
  styles?: string
  properties?: string
  more?: Record<string, string | Uint8Array | undefined>
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
const relations = (...all: string[]) => `<Relationships>${all.join('')}</Relationships>`
const mainType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'

/** The parts of a small workbook with the sheets 客户 and a hidden 码表. */
export function partsOf(parts: WorkbookParts): Record<string, string | Uint8Array> {
  const all: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mainType}"/></Types>`,
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns:r="${office}">${parts.properties ?? ''}<sheets><sheet name="码表" sheetId="1" state="hidden" r:id="rId2"/><sheet name="客户" sheetId="2" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('rId1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('rId2', 'worksheet', '/xl/worksheets/sheet2.xml'),
      relation('rId3', 'sharedStrings', 'sharedStrings.xml'),
      relation('rId4', 'styles', 'styles.xml'),
    ),
    'xl/worksheets/sheet1.xml': parts.sheet ?? `<worksheet><sheetData>${parts.rows ?? ''}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>hidden</t></is></c></row></sheetData></worksheet>',
    'xl/sharedStrings.xml': parts.strings === undefined ? undefined : `<sst>${parts.strings}</sst>`,
    'xl/styles.xml': parts.styles,
    ...parts.more,
  }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | Uint8Array] => entry[1] !== undefined))
}

export function zipOf(parts: Record<string, string | Uint8Array>, level: 0 | 6 | 9 = 6): Uint8Array {
  const bytes: Zippable = {}
  for (const [name, content] of Object.entries(parts)) bytes[name] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(bytes, { level })
}

/** One entry of a zip written as told, truthful or not; `packed` is what stands in the file. */
export type RawEntry = { name: string; packed: Uint8Array; size?: number; method?: number; flags?: number; offset?: number; crc?: number }

/** A zip whose directory says whatever the entries say; `count` overrides the number of entries it claims. */
export function rawZip(entries: RawEntry[], count = entries.length): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(entry.flags ?? 0, 2)
    shared.writeUInt16LE(entry.method ?? 0, 4)
    shared.writeUInt32LE(entry.crc ?? crc32(entry.packed), 10)
    shared.writeUInt32LE(entry.packed.length, 14)
    shared.writeUInt32LE(entry.size ?? entry.packed.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(entry.offset ?? at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), shared, tail, name)
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), shared, name, Buffer.from(entry.packed))
    at += 30 + name.length + entry.packed.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...directory, end])
}

/** The entries of an honest workbook, stored, for one of them to be replaced or others added. */
export const rawEntries = (parts: WorkbookParts): RawEntry[] =>
  Object.entries(partsOf(parts)).map(([name, content]) => ({ name, packed: Buffer.from(content) }))

export const workbookOf = (parts: WorkbookParts): string => fileOf(zipOf(partsOf(parts)))

export const inlineCell = (reference: string, text: string): string => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`

export async function allRows(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

export const rowsOf = (path: string, options: ReadOptions = {}): Promise<Row[]> => allRows(sheetRows(path, options))

/** What a file is refused for; anything else that happens is an error of the reader. */
export async function refusalOf(reading: Promise<unknown>): Promise<Pick<FileRefused, 'code' | 'facts'>> {
  try {
    await reading
  } catch (error) {
    if (error instanceof FileRefused) return { code: error.code, facts: error.facts }
    throw error
  }
  throw new Error('the file was taken')
}
