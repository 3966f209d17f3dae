import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { allRows, fileOf, inlineCell, partsOf, type RawEntry, rawEntries, rawZip, workbookOf, zipOf } from '../../../test/sheet-files.ts'
import { readSheet } from './read.ts'
import { FileRefused } from './refused.ts'

const MB = 1024 * 1024
const sheetName = 'xl/worksheets/sheet1.xml'

/** Why the reading process refuses a file, and the most memory it held meanwhile. */
async function refusalInProcess(path: string): Promise<{ code: string; facts: object; peakMb: number }> {
  try {
    await allRows(readSheet(path))
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    const cause = error.cause
    const peakMb = typeof cause === 'object' && cause !== null && 'peakMb' in cause ? Number(cause.peakMb) : Number.NaN
    return { code: error.code, facts: error.facts, peakMb }
  }
  throw new Error('the file was taken')
}

/** A workbook whose sheet part is replaced by one that says what it likes. */
const withSheet = (entry: Omit<RawEntry, 'name'>): string =>
  fileOf(rawZip(rawEntries({}).map((honest) => (honest.name === sheetName ? { name: sheetName, ...entry } : honest))))

const ole = (stream: string): Uint8Array => {
  const bytes = Buffer.alloc(4096)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.write(stream, 1024 + 128, 'utf16le')
  return bytes
}

const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
const sheetXml = (before: string, text: string) =>
  `${before}<worksheet><sheetData><row r="1">${inlineCell('A1', text)}</row></sheetData></worksheet>`
const bomb = deflateRawSync(Buffer.alloc(300 * MB, ' '))
const moreTextThanFits = (): string =>
  Array.from({ length: 3600 }, () => `<si><t>${randomBytes(150).toString('hex').repeat(100)}</t></si>`).join('')
const longText = 'x'.repeat(32_000)
const longRows = (columns: number, rows: number): string =>
  Array.from({ length: rows }, () => `<row>${'<c t="s"><v>0</v></c>'.repeat(columns)}</row>`).join('')

const files: [what: string, file: () => string, code: string, facts: object][] = [
  ['zip bomb', () => withSheet({ packed: bomb, size: 300 * MB, method: 8 }), 'TOO_BIG', { what: 'ratio' }],
  ['zip bomb that lies about its size', () => withSheet({ packed: bomb, size: 1000, method: 8 }), 'DAMAGED', { where: 'zip size' }],
  [
    'part larger than any sheet',
    () => withSheet({ packed: Buffer.alloc(10), size: 4_000_000_000, method: 8 }),
    'TOO_BIG',
    { what: sheetName },
  ],
  [
    'overlapping entries',
    () => fileOf(rawZip([...rawEntries({}), { name: 'xl/x.xml', packed: Buffer.from('x'), offset: 0 }])),
    'UNSAFE_ZIP',
    { what: 'overlap' },
  ],
  ['one name twice', () => fileOf(rawZip([...rawEntries({}), ...rawEntries({})])), 'UNSAFE_ZIP', { what: 'doubled name' }],
  ['a name that leaves the folder', () => fileOf(zipOf({ ...partsOf({}), '../../etc/cron.d/x': 'x' })), 'UNSAFE_ZIP', { what: 'name' }],
  ['a Windows name that leaves the folder', () => fileOf(zipOf({ ...partsOf({}), '..\\..\\x': 'x' })), 'UNSAFE_ZIP', { what: 'name' }],
  [
    'tens of thousands of entries',
    () => fileOf(rawZip(Array.from({ length: 60_000 }, (_, i) => ({ name: `${i}`, packed: new Uint8Array(0) })))),
    'TOO_BIG',
    { what: 'entries' },
  ],
  ['a directory that claims more entries than it has', () => fileOf(rawZip(rawEntries({}), 9000)), 'DAMAGED', {}],
  [
    '16,384 columns',
    () => workbookOf({ rows: `<row r="1">${inlineCell('XFD1', 'x')}</row>` }),
    'TOO_MANY_COLUMNS',
    { limit: 500, line: 1 },
  ],
  ['a column outside the grid', () => workbookOf({ rows: `<row r="1">${inlineCell('XFE1', 'x')}</row>` }), 'DAMAGED', {}],
  [
    'a dimension of 10⁹ rows',
    () => workbookOf({ sheet: '<worksheet><dimension ref="A1:XFD1000000000"/><sheetData/></worksheet>' }),
    'TOO_BIG',
    { what: 'dimension' },
  ],
  ['a row number of 10⁹', () => workbookOf({ rows: '<row r="1000000000"/>' }), 'DAMAGED', {}],
  ['a document type', () => workbookOf({ sheet: sheetXml('<!DOCTYPE x>', 'x') }), 'UNSAFE_XML', {}],
  [
    'an external entity',
    () => workbookOf({ sheet: sheetXml('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;') }),
    'UNSAFE_XML',
    {},
  ],
  ['a billion laughs', () => workbookOf({ sheet: sheetXml(`<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>`, '&l9;') }), 'UNSAFE_XML', {}],
  [
    'a billion laughs in the shared text',
    () => workbookOf({ strings: `<!ENTITY l0 "ha">${laughs}<si><t>&l9;</t></si>` }),
    'UNSAFE_XML',
    {},
  ],
  ['a shared text table that does not end', () => workbookOf({ strings: moreTextThanFits() }), 'TOO_BIG', { what: 'sharedStrings' }],
  [
    'one long text shown in every cell of a row',
    () => workbookOf({ rows: longRows(400, 100), strings: `<si><t>${longText}</t></si>` }),
    'TOO_BIG',
    { what: 'row', line: 1 },
  ],
  ['elements a million deep', () => workbookOf({ sheet: '<worksheet>'.repeat(1_000_000) }), 'DAMAGED', { where: 'xml depth' }],
  ['a tag of 20 MB', () => workbookOf({ sheet: `<worksheet x="${'x'.repeat(20 * MB)}"/>` }), 'DAMAGED', { where: 'xml token' }],
  ['links to other workbooks', () => fileOf(zipOf({ ...partsOf({}), 'xl/externalLinks/externalLink1.xml': '<x/>' })), 'EXTERNAL_LINKS', {}],
  ['program code', () => fileOf(zipOf({ ...partsOf({}), 'xl/vbaProject.bin': 'x' })), 'MACROS', {}],
  ['an encrypted workbook', () => fileOf(ole('EncryptedPackage')), 'ENCRYPTED', {}],
  ['an encrypted zip', () => fileOf(rawZip(rawEntries({}).map((entry) => ({ ...entry, flags: 1 })))), 'ENCRYPTED', {}],
  ['an old binary workbook', () => fileOf(ole('Workbook')), 'NOT_A_SHEET', { looksLike: 'xls' }],
  ['some other zip', () => fileOf(zipOf({ 'a.txt': 'x' })), 'NOT_A_SHEET', { looksLike: 'zip' }],
  [
    'an OpenDocument sheet',
    () => fileOf(zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' })),
    'NOT_A_SHEET',
    { looksLike: 'ods' },
  ],
]

describe('A32 a file made to hurt is refused in the reading process', () => {
  it.each(files)('%s', async (_, file, code, facts) => {
    const refusal = await refusalInProcess(file())
    expect(refusal.code).toBe(code)
    expect(refusal.facts).toMatchObject(facts)
    expect(refusal.peakMb).toBeLessThan(300)
  })
})
