/** SHARED are 400/800 numbers, SHORT service numbers such as 95588, OVERSEAS whatever begins with another country's code. */
export type PhoneKind = 'MOBILE' | 'LANDLINE' | 'SHARED' | 'SHORT' | 'OVERSEAS'

/**
 * One number. `digits` as dialled within China: `13812348000`, `057487654321`, `4008001234`; OVERSEAS with `+`. `e164` is null for numbers
 * that cannot be dialled from abroad or lack their area code.
 */
export type Phone = { kind: PhoneKind; digits: string; e164: string | null; extension: string | null; original: string }

/** What one cell of a list holds: its numbers in order, without repetition, and the pieces that are no numbers (DQ-01). */
export type PhoneCell = { phones: Phone[]; rejected: string[] }

/** Area codes whose numbers have eight digits; elsewhere seven or eight are accepted. Derived from the metadata of libphonenumber 1.13. */
const eightDigits = new Set(
  '0311 0371 0377 0379 0411 0431 0432 0451 0510 0511 0512 0513 0514 0515 0516 0517 0518 0519 0523 0527 0531 0532 0551 0571 0573 0574 0575 0576 0577 0579 0591 0595 0731 0755 0757 0760 0769 0791 0871 0898'.split(
    ' ',
  ),
)

const longestCell = 300
const mostWords = 16

/** Reads a cell that may hold several numbers, labels, extensions and names. `areaCode` completes landlines written without one. */
export function phonesOf(cell: string, areaCode?: string): PhoneCell {
  const phones: Phone[] = []
  const rejected: string[] = []
  for (const piece of pieces(cell)) {
    const found = numbersIn(piece, areaCode)
    if (found === null) rejected.push(piece)
    else phones.push(...found.filter(({ digits, extension }) => !phones.some((p) => p.digits === digits && p.extension === extension)))
  }
  return { phones, rejected }
}

/** The number a text is as a whole, or null. */
export function phoneFrom(text: string, areaCode?: string): Phone | null {
  const { phones, rejected } = phonesOf(text, areaCode)
  const [only] = phones
  return only !== undefined && phones.length === 1 && rejected.length === 0 ? only : null
}

/** The last four digits, by which people ask for a number; without the extension. */
export const tail4 = (digits: string): string => digits.replace(/\D/g, '').slice(-4)

/** Hides the middle: `138****8000`, `0574****4321`, `+852****5678`. Service numbers belong to nobody and stay. */
export function maskPhone(digits: string): string {
  if (/^([48]00\d{7}|\d{3,6})$/.test(digits)) return digits
  const keep = digits.startsWith('+') ? 4 : /^0[3-9]/.test(digits) ? 4 : /^(1\d{10}|0)/.test(digits) ? 3 : 0
  return digits.length < keep + 6 ? `****${digits.slice(-2)}` : `${digits.slice(0, keep)}****${digits.slice(-4)}`
}

/** As people write it: `138 1234 8000`, `0574-87654321-801`. */
export function formatPhone({ kind, digits, extension }: Pick<Phone, 'kind' | 'digits' | 'extension'>): string {
  const tail = extension === null ? '' : `-${extension}`
  if (kind === 'MOBILE') return `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
  if (kind === 'SHARED') return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}${tail}`
  if (kind === 'LANDLINE' && digits.startsWith('0')) return `${areaOf(digits)}-${digits.slice(areaOf(digits).length)}${tail}`
  return digits + tail
}

const areaOf = (digits: string): string => digits.slice(0, /^0[12]/.test(digits) ? 3 : 4)

/** A cell without names in brackets and labels, cut at everything that parts numbers but spaces. */
function pieces(cell: string): string[] {
  return cell
    .slice(0, longestCell)
    .toWellFormed()
    .normalize('NFKC')
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/\(([^()]*)\)/g, (_, inside: string) => (/\d/.test(inside) ? ` ${inside} ` : ' '))
    .replace(/(手机|电话|座机|总机|传真|联系方式|tel|mobile|phone|fax)[:.\s]*/gi, ' ')
    .split(/[/、,;，；|\n\r\t]+|或|和/)
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
    .filter((piece) => piece !== '')
}

/** A piece is one number with spaces in it, or several parted by spaces; the fewest numbers that use every digit win. */
function numbersIn(piece: string, areaCode: string | undefined): Phone[] | null {
  const whole = numberFrom(piece, areaCode)
  if (whole !== null) return [whole]
  const glued = /^(1[3-9]\d{9})(1[3-9]\d{9})$/.exec(piece)
  if (glued) return [glued[1], glued[2]].flatMap((part) => numberFrom(part ?? '', areaCode) ?? [])
  const words = piece.split(' ').filter((word) => !/^[^\d+]+$/.test(word) || /^(转|分机|ext\.?)$/i.test(word))
  if (words.length > mostWords) return null
  for (let length = Math.min(words.length - 1, 6); length >= 1; length--) {
    const first = numberFrom(words.slice(0, length).join(' '), areaCode)
    const rest = first === null ? null : numbersIn(words.slice(length).join(' '), areaCode)
    if (first !== null && rest !== null) return [first, ...rest]
  }
  return words.length > 0 && words.length < piece.split(' ').length ? numbersIn(words.join(' '), areaCode) : null
}

function numberFrom(original: string, areaCode: string | undefined): Phone | null {
  const bare = original.replace(/^[\p{Script=Han}a-z:.\s]+/iu, '').replace(/[\s\p{Script=Han}]+$/u, '')
  const [, main = bare, extension = null] = /^(.*\d)\s*(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$/i.exec(bare) ?? []
  if (!/^\+?[\d\s-]+$/.test(main)) return null
  const compact = main.replace(/\s/g, '').replace(/^(\+|00)86-?(?=[1-9])/, '+86')
  const national = compact.startsWith('+86')
    ? compact.slice(3).replace(/^(?=[1-9]\d{1,2}-?[2-9]\d{6,7})(?!1[3-9]\d{9}$)(?![48]00)/, '0')
    : compact
  return recognised(national, extension, original, areaCode)
}

function recognised(national: string, extension: string | null, original: string, areaCode: string | undefined): Phone | null {
  const digits = national.replace(/-/g, '')
  if (/^1[3-9]\d{9}$/.test(digits)) return { kind: 'MOBILE', digits, e164: `+86${digits}`, extension, original }
  if (/^[48]00\d{7}$/.test(digits)) return { kind: 'SHARED', digits, e164: null, extension, original }
  if (/^(95\d{3,4}|96\d{3,4}|12\d{3}|100\d{2})$/.test(digits)) return { kind: 'SHORT', digits, e164: null, extension, original }
  const landline = landlineFrom(national, areaCode)
  if (landline) return { kind: 'LANDLINE', ...landline, extension: landline.extension ?? extension, original }
  const abroad = /^(?:\+|00)([1-9]\d{6,14})$/.exec(digits)
  if (abroad && !abroad[1]?.startsWith('86'))
    return { kind: 'OVERSEAS', digits: `+${abroad[1]}`, e164: `+${abroad[1]}`, extension, original }
  return null
}

/** A landline with dashes still in it, because the last group may be an extension: `021-58765432-801`. */
function landlineFrom(written: string, areaCode: string | undefined): Pick<Phone, 'digits' | 'e164' | 'extension'> | null {
  const [, area, number, extension = null] = /^(0(?:10|2\d|[3-9]\d{2}))-?([2-9]\d{2,3}-?\d{4})(?:-(\d{1,6}))?$/.exec(written) ?? []
  if (area !== undefined && number !== undefined) return withArea(area, number.replace('-', ''), extension)
  const [, local, its = null] = /^([2-9]\d{2,3}-?\d{4})(?:-(\d{1,6}))?$/.exec(written) ?? []
  if (local === undefined) return null
  const digits = local.replace('-', '')
  return areaCode === undefined ? { digits, e164: null, extension: its } : withArea(areaCode, digits, its)
}

function withArea(area: string, number: string, extension: string | null): Pick<Phone, 'digits' | 'e164' | 'extension'> | null {
  const needsEight = area.length === 3 || eightDigits.has(area)
  return needsEight && number.length !== 8 ? null : { digits: area + number, e164: `+86${area.slice(1)}${number}`, extension }
}
