import { damaged } from './refused.ts'

const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Character data as meant: line ends are LF (XML 1.0 §2.11), only the five built-in and the numeric entities exist. */
export function decodeText(raw: string): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  return text.includes('&') ? text.replace(/&([^;&]{0,12});?/g, decodeEntity) : text
}

function decodeEntity(whole: string, name: string): string {
  const known = named.get(name)
  if (known !== undefined && whole.endsWith(';')) return known
  const number = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name)
  const code = number?.[1] !== undefined ? Number.parseInt(number[1], 16) : Number(number?.[2])
  if (!whole.endsWith(';') || !isCharacter(code)) throw damaged('xml entity')
  return String.fromCodePoint(code)
}

const isCharacter = (code: number): boolean =>
  (code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) || code === 9 || code === 10 || code === 13

/**
 * The value of one attribute in the raw inside of a tag, or undefined.
 * The straight search is safe because a double-quoted value cannot hold the needle; other spellings take the slow way.
 */
export function attribute(raw: string, name: string): string | undefined {
  if (raw === '') return undefined
  const needle = ` ${name}="`
  const at = raw.indexOf(needle)
  if (raw.includes("'") || (at < 0 && /[\t\r\n]|\s=|=\s/.test(raw))) return slowAttribute(raw, name)
  if (at < 0) return undefined
  const start = at + needle.length
  return decodeText(raw.slice(start, raw.indexOf('"', start)))
}

function slowAttribute(raw: string, name: string): string | undefined {
  for (const found of raw.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (found[1] === name) return decodeText(found[2] ?? found[3] ?? '')
  return undefined
}

/** `_x000D_` and its like: how a sheet writes characters XML has no place for (ECMA-376 ST_Xstring). */
export const decodeEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).toWellFormed()
    : text
