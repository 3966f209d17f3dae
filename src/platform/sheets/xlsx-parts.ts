import { escapeXml } from './xlsx-cell.ts'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const sheetPart = (index: number): string => `xl/worksheets/sheet${index}.xml`

/** Every part of a workbook except its sheets, by part name. */
export function workbookParts(names: string[]): Map<string, string> {
  const each = (xml: (name: string, number: number) => string) => names.map((name, i) => xml(name, i + 1)).join('')
  const sheet = (name: string, i: number) => `<sheet name="${escapeXml(name)}" sheetId="${i}" r:id="rId${i}"/>`
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${types}.${type}+xml"/>`
  const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
  return new Map([
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('xl/workbook.xml', 'sheet.main')}${override('xl/styles.xml', 'styles')}${each((_, i) => override(sheetPart(i), 'worksheet'))}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${each(sheet)}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${each((_, i) => relation(`rId${i}`, 'worksheet', `worksheets/sheet${i}.xml`))}${relation('rIdStyles', 'styles', 'styles.xml')}</Relationships>`,
    ],
    ['xl/styles.xml', styles],
  ])
}

const format = (id: number, font = 0) =>
  `<xf numFmtId="${id}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`

/** The order of `cellXfs` is the order of `style` in xlsx-cell.ts: plain, header, text, money, day, moment. */
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${format(0)}${format(49, 1)}${format(49)}${format(4)}${format(164)}${format(165)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

/** What stands before the rows of a sheet: the frozen header row and the widths (in characters), with a default style per column. */
export function sheetStart(columns: { width: number; style: number }[]): string {
  const width = (column: { width: number; style: number }, i: number) =>
    `<col min="${i + 1}" max="${i + 1}" width="${column.width}" style="${column.style}" customWidth="1"/>`
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
  const cols = columns.length > 0 ? `<cols>${columns.map(width).join('')}</cols>` : ''
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${cols}<sheetData>`
}

export const sheetEnd = '</sheetData></worksheet>'

/** Sheet names as spreadsheet programs take them: at most 31 characters, none of []:*?/\, no apostrophe at the ends, each once. */
export function sheetNames(wanted: string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name, i) => {
    const clean =
      name
        .replace(/[[\]:*?/\\]|\p{Cc}/gu, ' ')
        .replace(/^'+|'+$/g, '')
        .trim()
        .slice(0, 31)
        .toWellFormed() || `Sheet${i + 1}`
    let unique = clean
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${clean.slice(0, 31 - `(${n})`.length)}(${n})`
    taken.add(unique.toLowerCase())
    return unique
  })
}
