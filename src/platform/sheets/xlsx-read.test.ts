import { describe, expect, it } from 'vitest'
import { fileOf, inlineCell, partsOf, refusalOf, rowsOf, workbookOf, zipOf } from '../../../test/sheet-files.ts'
import type { Cell } from './cell.ts'
import { inspectSheet } from './open-sheet.ts'

const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
  <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="31"/></cellXfs></styleSheet>`
const strings = `<si><t>上海</t></si><si><r><t>张</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 三</t></r><rPh><t>zhang</t></rPh></si><si><t/></si>`

/** What the cell A1 with this XML (reference left out) reads as. */
const cases: [what: string, xml: string, cell: Cell][] = [
  ['shared text', '<c r="A1" t="s"><v>0</v></c>', '上海'],
  ['rich text without its reading aid', '<c r="A1" t="s"><v>1</v></c>', '张 三'],
  ['inline text', '<c r="A1" t="inlineStr"><is><t>a &lt;b&gt; &amp;amp; &#x20BB7;</t></is></c>', 'a <b> &amp; 𠮷'],
  ['inline rich text', '<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>', '甲乙'],
  ['character data section', '<c r="A1" t="inlineStr"><is><t><![CDATA[<甲 & 乙>]]></t></is></c>', '<甲 & 乙>'],
  ['escaped control character', '<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', 'a\rb_x000D_'],
  ['line break as written by Windows', '<c r="A1" t="inlineStr"><is><t>甲\r\n乙</t></is></c>', '甲\n乙'],
  ['text only a database would choke on', '<c r="A1" t="inlineStr"><is><t>a_x0000_b</t></is></c>', { error: 'BAD_TEXT' }],
  ['whole number', '<c r="A1"><v>12</v></c>', 12],
  ['number with an exponent', '<c r="A1"><v>-1.5E-3</v></c>', -0.0015],
  ['fraction as spreadsheets store it', '<c r="A1"><v>1.1000000000000001</v></c>', 1.1],
  ['sum as spreadsheets store it', '<c r="A1"><v>3703.6800000000003</v></c>', 3703.68],
  ['number of 15 digits', '<c r="A1"><v>123456789012345</v></c>', 123456789012345],
  ['identity number written as a number', '<c r="A1"><v>440524188001010014</v></c>', '440524188001010014'],
  ['not a number', '<c r="A1"><v>12,5</v></c>', { error: 'BAD_NUMBER' }],
  ['true', '<c r="A1" t="b"><v>1</v></c>', true],
  ['false', '<c r="A1" t="b"><v>0</v></c>', false],
  ['error', '<c r="A1" t="e"><v>#REF!</v></c>', { error: '#REF!' }],
  ['formula: its number', '<c r="A1"><f>1+1</f><v>2</v></c>', 2],
  ['formula: its text', '<c r="A1" t="str"><f>A2&amp;"x"</f><v>甲x</v></c>', '甲x'],
  ['formula: its error', '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', { error: '#DIV/0!' }],
  ['formula: its empty text', '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c>', null],
  ['formula never calculated, with a place for its value', '<c r="A1"><f>SUM(B1:B9)</f><v/></c>', { error: 'NO_VALUE' }],
  ['formula never calculated', '<c r="A1"><f>SUM(B1:B9)</f></c>', { error: 'NO_VALUE' }],
  ['day', '<c r="A1" s="1"><v>45296</v></c>', { date: '2024-01-05' }],
  ['day in a Chinese format of its own', '<c r="A1" s="2"><v>45296</v></c>', { date: '2024-01-05' }],
  ['day in a built-in Chinese format', '<c r="A1" s="5"><v>45296</v></c>', { date: '2024-01-05' }],
  ['moment', '<c r="A1" s="3"><v>45296.604166666664</v></c>', { date: '2024-01-05T14:30:00' }],
  ['time of day', '<c r="A1" s="4"><v>0.375</v></c>', '09:00:00'],
  ['date as text of ISO 8601', '<c r="A1" t="d"><v>2024-01-05T00:00:00</v></c>', { date: '2024-01-05' }],
  ['last day of February 1900', '<c r="A1" s="1"><v>59</v></c>', { date: '1900-02-28' }],
  ['the day that never was', '<c r="A1" s="1"><v>60</v></c>', { error: 'BAD_DATE' }],
  ['first day of March 1900', '<c r="A1" s="1"><v>61</v></c>', { date: '1900-03-01' }],
  ['negative day', '<c r="A1" s="1"><v>-1</v></c>', { error: 'BAD_DATE' }],
  ['other spelling of the attributes', "<c\n r = 'A1'\tt='b' ><v>1</v></c>", true],
  ['value with a > in an attribute', '<c r="A1" x="a>b" t="b"><v>1</v></c>', true],
]

describe('A33 cells of an xlsx file', () => {
  it.each(cases)('%s', async (_, xml, cell) => {
    const path = workbookOf({ rows: `<row r="1">${xml}</row>`, strings, styles })
    expect((await rowsOf(path))[0]?.cells[0]).toEqual(cell)
  })

  it('text over the limit is a fault of its cell only, shared or inline', async () => {
    const long = '长'.repeat(11)
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c>${inlineCell('B1', long)}${inlineCell('C1', 'ok')}</row>`
    const path = workbookOf({ rows, strings: `<si><t>${long}</t></si>` })
    expect(await rowsOf(path, { maxCellLength: 10 })).toEqual([{ line: 1, cells: [{ error: 'TOO_LONG' }, { error: 'TOO_LONG' }, 'ok'] }])
  })

  it('a workbook of the 1904 calendar gives the same days', async () => {
    const rows = '<row r="1"><c r="A1" s="1"><v>43834</v></c><c r="B1" s="1"><v>0</v></c></row>'
    const path = workbookOf({ rows, styles, properties: '<workbookPr date1904="1"/>' })
    expect(await rowsOf(path)).toEqual([{ line: 1, cells: [{ date: '2024-01-05' }, { date: '1904-01-01' }] }])
  })
})

describe('A33 rows of an xlsx file', () => {
  it('hidden rows are read, empty ones keep their number, gaps are null', async () => {
    const rows = `<row r="2" hidden="1">${inlineCell('B2', '隐')}</row><row r="3"><c r="A3" s="1"/></row><row r="7"><c r="A7"><v>7</v></c></row>`
    expect(await rowsOf(workbookOf({ rows }))).toEqual([
      { line: 2, cells: [null, '隐'] },
      { line: 7, cells: [7] },
    ])
  })

  it('merged cells: the first holds the value', async () => {
    const sheet = `<worksheet><sheetData><row r="1">${inlineCell('A1', '合')}<c r="B1" s="1"/><c r="C1"><v>3</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>`
    expect(await rowsOf(workbookOf({ sheet }))).toEqual([{ line: 1, cells: ['合', null, 3] }])
  })

  it('rows and cells without references count on', async () => {
    const rows = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    expect(await rowsOf(workbookOf({ rows }))).toEqual([
      { line: 1, cells: [1, null, 3] },
      { line: 2, cells: [4] },
    ])
  })

  it('names with a prefix, as some writers put them', async () => {
    const sheet = '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    expect(await rowsOf(workbookOf({ sheet }))).toEqual([{ line: 1, cells: [5] }])
  })

  it('a part in UTF-16', async () => {
    const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>客户</v></c></row></sheetData></worksheet>'
    const more = { 'xl/worksheets/sheet1.xml': Buffer.from(`\ufeff${sheet}`, 'utf16le') }
    expect(await rowsOf(workbookOf({ more }))).toEqual([{ line: 1, cells: ['客户'] }])
  })

  it.each([
    ['by default the first one shown', undefined, 7],
    ['by number', 1, 'hidden'],
    ['by name', '码表', 'hidden'],
  ])('the sheet is chosen %s', async (_, sheet, cell) => {
    const path = workbookOf({ rows: '<row r="1"><c r="A1"><v>7</v></c></row>' })
    expect(await rowsOf(path, sheet === undefined ? {} : { sheet })).toEqual([{ line: 1, cells: [cell] }])
  })

  it('a sheet that is not there is refused', async () => {
    expect(await refusalOf(rowsOf(workbookOf({}), { sheet: '__proto__' }))).toEqual({
      code: 'NO_SUCH_SHEET',
      facts: { sheet: '__proto__' },
    })
  })
})

describe('A33 a damaged xlsx file is refused', () => {
  const sheetOf = (xml: string) => ({ sheet: xml })
  it.each([
    ['sheet cut off', sheetOf('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v>')],
    ['elements crossing', sheetOf('<worksheet><sheetData></worksheet></sheetData>')],
    ['unknown entity', { rows: `<row r="1">${inlineCell('A1', '&nbsp;')}</row>` }],
    ['rows in the wrong order', { rows: '<row r="2"/><row r="1"/>' }],
    ['a cell on another row', { rows: '<row r="2"><c r="A7"><v>1</v></c></row>' }],
    ['one cell twice', { rows: '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>' }],
    ['text that is not in the table', { rows: '<row r="1"><c r="A1" t="s"><v>9</v></c></row>', strings }],
    ['no sheet part', { more: { 'xl/worksheets/sheet1.xml': undefined } }],
    ['bytes that are not UTF-8', { more: { 'xl/worksheets/sheet1.xml': Buffer.from('<worksheet>\xff</worksheet>', 'latin1') } }],
  ])('%s', async (_, parts) => {
    expect((await refusalOf(rowsOf(workbookOf(parts)))).code).toBe('DAMAGED')
  })

  it('a digit changed after packing is noticed by the checksum', async () => {
    const bytes = Buffer.from(zipOf(partsOf({ rows: '<row r="1"><c r="A1"><v>70000</v></c></row>' }), 0))
    bytes.write('9', bytes.indexOf('70000'))
    expect(await refusalOf(rowsOf(fileOf(bytes)))).toEqual({
      code: 'DAMAGED',
      facts: { where: 'zip checksum', part: 'xl/worksheets/sheet1.xml' },
    })
  })

  it('a file cut off is refused', async () => {
    const bytes = zipOf(partsOf({}))
    expect((await refusalOf(rowsOf(fileOf(bytes.subarray(0, bytes.length - 30))))).code).toBe('DAMAGED')
  })
})

describe('A29 the first look', () => {
  it('gives sheets, header, doubled and missing names, and is not impressed by special names', async () => {
    const header = ['__proto__', 'constructor', '名称', ' 名称', ''].map((text, i) => inlineCell(`${'ABCDE'[i]}3`, text)).join('')
    const path = workbookOf({ rows: `<row r="3">${header}</row><row r="4">${inlineCell('A4', 'polluted')}${inlineCell('E4', 'x')}</row>` })
    expect(await inspectSheet(path)).toEqual({
      kind: 'xlsx',
      sheets: [
        { name: '码表', index: 1, hidden: true },
        { name: '客户', index: 2, hidden: false },
      ],
      sheet: '客户',
      headerLine: 3,
      header: ['__proto__', 'constructor', '名称', ' 名称'],
      duplicateHeaders: ['名称'],
      emptyHeaders: [5],
      sample: [{ line: 4, cells: ['polluted', null, null, null, 'x'] }],
    })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
