import { industryIn, isIndustryCode } from '../../../core/industries.ts'
import { placeIn, region } from '../../../core/regions.ts'
import { saysNothing } from '../../customers/policy/completeness.ts'
import { checkCreditCode } from '../../customers/policy/credit-code.ts'
import { phonesOf } from '../../customers/policy/phones.ts'
import type { Cell, ImportKind, ImportMap, Line, Reason } from '../contract.ts'
import { fenFrom, fenIn, type Unit } from './amounts.ts'
import type { Column } from './columns.ts'
import { instantOf, momentFromNumber, momentIn } from './dates.ts'
import { type Field, fieldsOf } from './fields.ts'
import { codeIn } from './words.ts'

export type Value = string | number | boolean
/** Values by field name; what the file left empty is not in it. */
export type Given = Readonly<Record<string, Value>>

/** A row read: what it gives and why it cannot be taken, if so. */
export type Checked = { line: number; cells: readonly Cell[]; given: Given; faults: Reason[] }

/** Reads rows as a map says. `defaults` are read the same way once; they fill new records only. */
export type RowReader = { defaults: Given; faults: Reason[]; headerOf(field: string): string; read(row: Line): Checked }

type Read = { value: Value } | { reason: string; facts?: Reason['facts'] } | undefined
const bad = (reason: string, facts?: Reason['facts']): Read => (facts === undefined ? { reason } : { reason, facts })

export function rowReader(kind: ImportKind, map: ImportMap, columns: readonly Column[]): RowReader {
  const headers = new Map(columns.map((c) => [c.field.name, c.header]))
  const options = { dateFormat: map.dateFormat }
  const fallback = readAll(
    fieldsOf[kind].flatMap((field) => {
      const value = map.defaults && Object.hasOwn(map.defaults, field.name) ? map.defaults[field.name] : undefined
      return value === undefined ? [] : [{ field, header: `defaults.${field.name}`, unit: map.unit ?? ('yuan' as const), cell: value }]
    }),
    options,
  )
  return {
    defaults: fallback.given,
    faults: fallback.faults,
    headerOf: (field) => headers.get(field) ?? field,
    read: ({ line, cells }) => ({
      line,
      cells,
      ...readAll(
        columns.map((c) => ({ ...c, cell: cells[c.index] ?? null })),
        options,
      ),
    }),
  }
}

type Source = { field: Field; header: string; unit: Unit; cell: Cell }
type Options = { dateFormat: string | undefined }

function readAll(sources: readonly Source[], options: Options): { given: Given; faults: Reason[] } {
  const given: Record<string, Value> = {}
  const faults: Reason[] = []
  for (const { field, header, unit, cell } of sources) {
    const read = readCell(field, cell, unit, options)
    if (read === undefined) continue
    if ('value' in read) given[field.name] = read.value
    else faults.push({ column: header, reason: read.reason, ...(read.facts ? { facts: read.facts } : {}) })
  }
  placeCities(given, sources, faults)
  return { given, faults }
}

/** A cell as its field wants it; undefined when the cell says nothing. */
function readCell(field: Field, cell: Cell, unit: Unit, options: Options): Read {
  if (cell === null) return undefined
  if (typeof cell === 'object' && 'error' in cell) return bad('cell-error', { shown: cell.error })
  const { is } = field.type
  if (is === 'day' || is === 'instant' || is === 'birthday') return dateCell(is, cell, options)
  if (typeof cell === 'number' && (is === 'money' || is === 'amount')) return signed(is, fenFrom(cell, unit))
  const text = textOf(cell)
  if (text === undefined) return bad('digits-lost')
  if (text === '') return undefined
  if (!text.isWellFormed() || text.includes('\0')) return bad('unstorable-text')
  const read = readText(field, text, unit)
  return read !== undefined && 'reason' in read && is !== 'text' && saysNothing(text) ? undefined : read
}

/** A cell's text; undefined when it is a number that has lost digits on its way through a spreadsheet. */
function textOf(cell: Exclude<Cell, null>): string | undefined {
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if (typeof cell === 'object') return 'date' in cell ? cell.date.replace('T', ' ') : cell.error
  const text = String(cell)
  return /e/i.test(text) || (Number.isInteger(cell) && !Number.isSafeInteger(cell)) ? undefined : text
}

function readText({ type }: Field, text: string, unit: Unit): Read {
  switch (type.is) {
    case 'text':
      return bounded(text, type.max)
    case 'phone':
      return phonesOf(text).phones.length > 0 ? bounded(text, type.max) : bad('not-a-phone')
    case 'integer':
      return integer(text, type.min, type.max)
    case 'words': {
      const code = codeIn(type.words, text)
      return code === undefined ? bad('not-one-of-words', { words: type.words }) : { value: code }
    }
    case 'flag': {
      const code = codeIn('flag', text)
      return code === undefined ? bad('not-one-of-words', { words: 'flag' }) : { value: code === 'YES' }
    }
    case 'money':
    case 'amount':
      return signed(type.is, fenIn(text, unit))
    case 'creditCode':
      return creditCode(text)
    case 'industry':
      return industry(text)
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 200 ? { value: text } : bad('not-an-email')
    default:
      return bounded(text, 300)
  }
}

const bounded = (text: string, max: number): Read => (text.length > max ? bad('too-long', { max }) : { value: text })

function integer(text: string, min: number, max: number): Read {
  const plain = text.normalize('NFKC').replace(/[,\s]|人$|天$/g, '')
  const value = Number(plain)
  if (!/^-?\d+(\.0+)?$/.test(plain)) return bad('not-a-whole-number')
  return value < min || value > max ? bad('out-of-range', { min, max }) : { value }
}

function signed(is: 'money' | 'amount', value: number | undefined): Read {
  if (value === undefined) return bad('not-an-amount')
  return is === 'money' && value < 0 ? bad('below-zero') : { value }
}

/** A wrong check character is let through here: with a reason beside it the row is taken (domain §1.1). */
function creditCode(text: string): Read {
  const check = checkCreditCode(text)
  return check.status === 'INVALID' ? bad('credit-code-form') : { value: check.code }
}

function industry(text: string): Read {
  const guess = industryIn(text)
  if (guess?.isExact && isIndustryCode(guess.industry.code)) return { value: guess.industry.code }
  if (!guess) return bad('industry-unknown')
  return guess.isExact ? bad('industry-too-broad') : bad('industry-guessed', { guess: `${guess.industry.code} ${guess.industry.name}` })
}

function dateCell(is: 'day' | 'instant' | 'birthday', cell: Exclude<Cell, null | { error: string }>, { dateFormat }: Options): Read {
  const text = typeof cell === 'string' ? cell.trim() : typeof cell === 'object' ? cell.date : ''
  if (text === '' && typeof cell === 'string') return undefined
  const written = is === 'birthday' ? /^(\d{4}-)?(\d{1,2})-(\d{1,2})$/.exec(text) : null
  if (written) return { value: `${written[1] ?? ''}${written[2]?.padStart(2, '0')}-${written[3]?.padStart(2, '0')}` }
  const moment =
    typeof cell === 'number' ? momentFromNumber(cell) : typeof cell === 'object' ? momentIn(cell.date) : momentIn(text, dateFormat)
  if (moment) return { value: is === 'instant' ? instantOf(moment) : moment.day }
  return saysNothing(text) && typeof cell === 'string' ? undefined : bad('not-a-date')
}

/** Province and city are read together, as a city's name alone may be two cities'; each may also be a six-digit code. */
function placeCities(given: Record<string, Value>, sources: readonly Source[], faults: Reason[]): void {
  for (const prefix of ['', 'customer.']) {
    const provinceName = `${prefix}province`
    const cityName = `${prefix}city`
    const [province, city] = [given[provinceName], given[cityName]]
    if (province === undefined && city === undefined) continue
    const at = (name: string) => sources.find((s) => s.field.name === name)?.header ?? name
    const within = province === undefined ? null : placeOf(String(province))
    const placed = city === undefined ? within : (placeOf(String(city), String(province ?? '')) ?? null)
    if (province !== undefined && within === null) faults.push({ column: at(provinceName), reason: 'place-unknown' })
    if (city !== undefined && !placed?.city) faults.push({ column: at(cityName), reason: 'place-unknown' })
    const known = placed ?? within
    if (known) given[provinceName] = known.province
    if (city !== undefined && placed?.city) given[cityName] = placed.city
  }
}

type Placed = { province: string; city: string | null } | null
const places = new Map<string, Placed>()
const mostPlaces = 5_000

/** Files name the same few places over and over. */
function placeOf(text: string, within = ''): Placed {
  const key = `${within}\u001f${text}`
  const known = places.get(key)
  if (known !== undefined) return known
  if (places.size >= mostPlaces) places.clear()
  const found = findPlace(text, within)
  places.set(key, found)
  return found
}

function findPlace(text: string, within: string): Placed {
  if (/^\d{6}$/.test(text)) {
    const known = region(text)
    return known ? { province: `${text.slice(0, 2)}0000`, city: text.slice(2, 4) === '00' ? null : `${text.slice(0, 4)}00` } : null
  }
  return placeIn(/^\d{6}$/.test(within) ? `${region(within)?.name ?? ''}${text}` : within + text)
}
