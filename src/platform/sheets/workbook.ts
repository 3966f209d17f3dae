import { zipLimits } from './limits.ts'
import { dateKinds, StylesSink } from './number-format.ts'
import { damaged, FileRefused } from './refused.ts'
import { type Container, findPart, needPart, readPart } from './workbook-parts.ts'
import type { XmlSink } from './xml.ts'
import { attribute } from './xml-text.ts'

/** A worksheet as the workbook lists it; `index` counts from 1 in the order a person sees the tabs. */
export type SheetName = { name: string; index: number; hidden: boolean }
export type Sheet = SheetName & { part: string }
export type Workbook = { sheets: Sheet[]; is1904: boolean; stylesPart: string | undefined; stringsPart: string | undefined }

type Relation = { type: string; target: string; isExternal: boolean }

/** What the container is about: its worksheets, calendar and shared parts. Refuses what is no plain workbook. */
export async function readWorkbook(container: Container): Promise<Workbook> {
  refuseForeign(container)
  const part = await workbookPart(container)
  const sink = new WorkbookSink()
  await readPart(container, needPart(container, part), zipLimits.smallPart, sink)

  const relations = await readRelations(container, part)
  const sheets = sink.sheets.flatMap(({ relation, ...sheet }) => {
    const found = relations.get(relation)
    if (!found || found.isExternal) throw damaged('sheet relation')
    return found.type === 'worksheet' ? [{ ...sheet, part: found.target }] : []
  })
  const partOf = (type: string) => [...relations.values()].find((relation) => relation.type === type && !relation.isExternal)?.target
  return {
    sheets: sheets.map((sheet, i) => ({ ...sheet, index: i + 1 })),
    is1904: sink.is1904,
    stylesPart: partOf('styles'),
    stringsPart: partOf('sharedStrings'),
  }
}

/** Per cell style, what its number format makes of a number. */
export async function readDateKinds(container: Container, workbook: Workbook): Promise<ReturnType<typeof dateKinds>> {
  const entry = workbook.stylesPart === undefined ? undefined : findPart(container, workbook.stylesPart)
  const sink = new StylesSink()
  if (entry) await readPart(container, entry, zipLimits.smallPart, sink)
  return dateKinds(sink)
}

function refuseForeign({ parts }: Container): void {
  const names = [...parts.keys()]
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.startsWith('xl/macrosheets/'))) throw new FileRefused('MACROS')
  if (parts.has('xl/workbook.bin')) throw new FileRefused('NOT_A_SHEET', { looksLike: 'xlsb' })
  if (parts.has('mimetype')) throw new FileRefused('NOT_A_SHEET', { looksLike: 'ods' })
  if (!parts.has('_rels/.rels')) throw new FileRefused('NOT_A_SHEET', { looksLike: 'zip' })
  if (names.some((name) => name.startsWith('xl/externallinks/'))) throw new FileRefused('EXTERNAL_LINKS')
}

async function workbookPart(container: Container): Promise<string> {
  const relations = await readRelations(container, '')
  const target = [...relations.values()].find((relation) => relation.type === 'officeDocument')?.target
  if (target === undefined || !/\.xml$/i.test(target)) throw new FileRefused('NOT_A_SHEET', { looksLike: 'zip' })
  const types = new TypesSink(target)
  await readPart(container, needPart(container, '[content_types].xml'), zipLimits.smallPart, types)
  if (/macroEnabled/i.test(types.found)) throw new FileRefused('MACROS')
  if (!/sheet\.main\+xml$|template\.main\+xml$/i.test(types.found)) throw new FileRefused('NOT_A_SHEET', { looksLike: 'zip' })
  return target
}

async function readRelations(container: Container, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const sink = new RelationsSink(folder)
  await readPart(container, needPart(container, `${folder}_rels/${part.slice(slash + 1)}.rels`), zipLimits.smallPart, sink)
  return sink.relations
}

class RelationsSink implements XmlSink {
  readonly relations = new Map<string, Relation>()
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  open(name: string, attributes: string): void {
    if (name !== 'Relationship') return
    const type = attribute(attributes, 'Type') ?? ''
    const target = attribute(attributes, 'Target') ?? ''
    this.relations.set(attribute(attributes, 'Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: target.startsWith('/') ? target.slice(1) : within(this.#folder, target),
      isExternal: attribute(attributes, 'TargetMode') === 'External',
    })
  }

  close(): void {}
  text(): void {}
}

/** A relative part name; it is only ever looked up among the parts, so it cannot lead out of the container. */
function within(folder: string, target: string): string {
  const path = folder.split('/').slice(0, -1)
  for (const step of target.split('/'))
    if (step === '..') path.pop()
    else if (step !== '.') path.push(step)
  return path.join('/')
}

class WorkbookSink implements XmlSink {
  readonly sheets: { name: string; hidden: boolean; relation: string }[] = []
  is1904 = false

  open(name: string, attributes: string): void {
    if (name === 'workbookPr') this.is1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
    if (name !== 'sheet') return
    const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible'
    this.sheets.push({ name: attribute(attributes, 'name') ?? '', hidden, relation: attributeWithPrefix(attributes) })
  }

  close(): void {}
  text(): void {}
}

/** `r:id`, whatever prefix the writer chose for the relationships namespace. */
const attributeWithPrefix = (attributes: string): string => {
  const prefixed = /\s([\w.-]+:id)\s*=/.exec(attributes)?.[1]
  return (prefixed === undefined ? undefined : attribute(attributes, prefixed)) ?? ''
}

class TypesSink implements XmlSink {
  found = ''
  #fallback = ''
  readonly #part: string

  constructor(part: string) {
    this.#part = `/${part}`.toLowerCase()
  }

  open(name: string, attributes: string): void {
    const type = attribute(attributes, 'ContentType') ?? ''
    if (name === 'Override' && attribute(attributes, 'PartName')?.toLowerCase() === this.#part) this.found = type
    if (name === 'Default' && attribute(attributes, 'Extension')?.toLowerCase() === 'xml') this.#fallback = type
  }

  close(name: string): void {
    if (name === 'Types' && this.found === '') this.found = this.#fallback
  }
  text(): void {}
}
