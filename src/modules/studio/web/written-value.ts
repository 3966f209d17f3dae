import { isPlain } from '../../policies/policy/paths.ts'

const reserved = /^(~|null|true|false|yes|no|on|off|y|n)$/i
/** Words that begin with a letter (any script) and hold nothing YAML would read as something else, in braces too. */
const harmless = /^[\p{L}《（“「_][^\n\r\t"'#,[\]{}&*!|>%@`\\\p{C}]*$/u

/** Text as YAML writes it on one line, quoted only where it must be. Figures and times are quoted: `"09:00"`. */
export function writtenText(text: string): string {
  const colonsInside = text.replaceAll(/:(?=\S)/g, '')
  return harmless.test(text) && !reserved.test(text) && text === text.trim() && !colonsInside.includes(':') ? text : JSON.stringify(text)
}

/** Any plain value on one line: `{ months: 3 }`, `[class:KEY]`, `"12:00"`. */
export function writtenInline(value: unknown): string {
  if (typeof value === 'string') return writtenText(value)
  if (Array.isArray(value)) return `[${value.map(writtenInline).join(', ')}]`
  if (isPlain(value)) {
    const pairs = Object.entries(value).map(([name, inner]) => `${writtenText(name)}: ${writtenInline(inner)}`)
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'null'
}

/** A record or list over several lines, each after the first indented by `column`; what is inside stays on its line. */
export function writtenBlock(value: Readonly<Record<string, unknown>> | readonly unknown[], column: number, newline = '\n'): string {
  const lines = Array.isArray(value)
    ? value.map((item) => `- ${writtenInline(item)}`)
    : Object.entries(value).map(([name, inner]) => `${writtenText(name)}: ${writtenInline(inner)}`)
  return lines.join(`${newline}${' '.repeat(column)}`)
}
