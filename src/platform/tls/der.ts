/** DER (ITU-T X.690), the bytes certificates are made of. It is only written here; reading is left to Node. */
type Bytes = Uint8Array

const tags = { boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31 } as const

function lengthOf(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size])
  const hex = size.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

function element(tag: number, ...parts: readonly Bytes[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

export const sequence = (...parts: readonly Bytes[]): Buffer => element(tags.sequence, ...parts)
export const setOf = (...parts: readonly Bytes[]): Buffer => element(tags.set, ...parts)
export const octets = (content: Bytes): Buffer => element(tags.octets, content)
export const utf8 = (text: string): Buffer => element(tags.utf8, Buffer.from(text, 'utf8'))
export const yes: Buffer = element(tags.boolean, Buffer.from([0xff]))

/** A positive integer of these bytes, shortest form. */
export function integer(bytes: Bytes): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const short = first < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first))
  return element(tags.integer, ...((short[0] ?? 0) & 0x80 ? [Buffer.from([0])] : []), short)
}

/** Bits, of which the last `unused` of the last byte do not count. */
export const bits = (content: Bytes, unused = 0): Buffer => element(tags.bits, Buffer.from([unused]), content)

/** An object identifier such as `2.5.29.17`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return element(tags.oid, Buffer.from([40 * first + second, ...rest.flatMap(septets)]))
}

/** Seven bits a byte, all but the last marked. */
function septets(value: number): number[] {
  const digits: number[] = [value & 0x7f]
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80)
  return digits
}

/** An instant in whole seconds: two digits of the year up to 2049, four after (RFC 5280, 4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+Z$|[-:T]/g, '')
  return at.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(`${digits.slice(2)}Z`, 'ascii'))
    : element(0x18, Buffer.from(`${digits}Z`, 'ascii'))
}

/** A field told apart by its number: around whole elements, or in place of the tag of plain bytes. */
export const field = (number: number, ...parts: readonly Bytes[]): Buffer => element(0xa0 | number, ...parts)
export const plainField = (number: number, content: Bytes): Buffer => element(0x80 | number, content)
