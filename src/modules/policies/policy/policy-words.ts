import { type Say, singular } from '../../../core/text.ts'
import { codeWords } from './code-words.ts'
import { laterCodeWords } from './code-words-later.ts'
import { type FieldWord, fieldWords, type Unit, unitWords } from './field-words.ts'
import { isPlain } from './paths.ts'

const inLanguage = ([zh, en]: readonly [zh: string, en: string, ...unknown[]], say: Say): string => say.either(zh, en)

/** The keys of a place, without the places in lists: by these parameters have their names. */
export const keysOf = (place: readonly (string | number)[]): string[] => place.filter((step) => typeof step === 'string')

function wordOf(keys: readonly string[]): FieldWord | undefined {
  for (let from = 0; from < keys.length; from++) {
    const word = fieldWords[keys.slice(from).join('.')]
    if (word) return word
  }
  return undefined
}

/** What a parameter is called; an action within `effort` and the like by its own word. */
export function labelOf(keys: readonly string[], say: Say): string {
  const name = keys.at(-1) ?? ''
  if (keys.length === 1 && wordOf(keys) === undefined) return say(`policy-section.${name}`)
  const word = wordOf(keys)
  if (word) return inLanguage(word, say)
  return /^[A-Z][A-Z0-9_]*$/.test(name) ? codeLabel(['action'], name, say) : name
}

export const unitOf = (keys: readonly string[]): Unit | undefined => (keys.at(-2) === 'effort' ? 'hours' : wordOf(keys)?.[2])
export const unitLabel = (unit: Unit, say: Say, figure?: number): string => {
  const [zh, en] = unitWords[unit]
  return say.either(zh, figure === 1 ? singular(en) : en)
}

const tierFields = ['tier', 'orTier', 'goal']
const isTierField = (keys: readonly string[]): boolean => {
  const [name = '', outer = ''] = [keys.at(-1), keys.at(-2)]
  return tierFields.includes(name) || (outer === 'tiers' && ['high', 'mid', 'low'].includes(name))
}

/** What a code is called in a parameter; a code nobody gave a word stays as it is. */
export function codeLabel(keys: readonly string[], code: string, say: Say): string {
  if (isTierField(keys)) return known(say, `tier.${code}`, code)
  if (keys.at(-1) === 'stage') return known(say, `stage.${code}`, code)
  if (keys.at(-1) === 'code' && keys.at(-2) === 'limits') return known(say, `tier.${code}`, code)
  const word = codeWords[`${keys.at(-1)}.${code}`] ?? laterCodeWords[`${keys.at(-1)}.${code}`] ?? codeWords[code] ?? laterCodeWords[code]
  return word ? inLanguage(word, say) : code
}

const known = (say: Say, key: string, code: string): string => {
  const words = say(key)
  return words === key.split('.').at(-1) ? code : words
}

/** A group of customers: `大客户`, `核心层`, `流失期`. */
export function audienceLabel(audience: string, say: Say): string {
  const [dimension = '', code = ''] = audience.split(':')
  if (dimension === 'tier' || dimension === 'stage')
    return say(`policies.value.audience.${dimension}`, { name: known(say, `${dimension}.${code}`, code) })
  if (dimension === 'tag') return known(say, `tag.${code}`, code)
  const word = codeWords[`${dimension}.${code}`]
  return word ? inLanguage(word, say) : audience
}

const isAudience = (text: string): boolean => /^(class|tier|stage|segment|tag|group):[A-Z][A-Z0-9_]*$/.test(text)
const isCode = (text: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(text)

/** `每 3 个月`, `每季度 1 次`; parts of a cadence are said as far as they are known. */
export function cadenceWords(every: Readonly<Record<string, unknown>>, say: Say): string {
  if (typeof every.months === 'number') return say('policies.value.every-months', { count: every.months })
  if (typeof every.days === 'number') return say('policies.value.every-days', { count: every.days })
  const period = typeof every.each === 'string' ? codeLabel(['each'], every.each, say) : undefined
  if (period === undefined) return typeof every.times === 'number' ? say('policies.value.times', { count: every.times }) : '—'
  return typeof every.times === 'number'
    ? say('policies.value.each-times', { period, count: every.times })
    : say('policies.value.each', { period })
}

const isCadence = (value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean =>
  ('each' in value && ('times' in value || keys.at(-1) === 'every')) || (keys.at(-1) === 'every' && ('months' in value || 'days' in value))

/** `2 个工作小时`, `15 天`. */
function lengthWords(value: Readonly<Record<string, unknown>>, say: Say): string {
  const clock = value.clock === 'WORKING' ? 'working' : 'natural'
  return typeof value.hours === 'number'
    ? say(`policies.value.hours-${clock}`, { count: value.hours })
    : say(`policies.value.days-${clock}`, { count: Number(value.days) })
}

/** Any value of a parameter as people say it, on one line. */
export function valueWords(keys: readonly string[], value: unknown, say: Say): string {
  if (value === null || value === undefined) return say('policies.value.not-written')
  if (typeof value === 'boolean')
    return say(keys.at(-1) === 'enabled' ? (value ? 'policies.value.on' : 'policies.value.off') : value ? 'ui.yes' : 'ui.no')
  if (typeof value === 'number') return figureWords(value, unitOf(keys), say)
  if (typeof value === 'string') return textWords(keys, value, say)
  if (Array.isArray(value)) return listWords(keys, value, say)
  if (!isPlain(value)) return String(value)
  if (isCadence(value, keys)) return cadenceWords(value, say)
  if ('clock' in value && ('hours' in value || 'days' in value)) return lengthWords(value, say)
  return Object.entries(value)
    .map(([name, inner]) => `${labelOf([...keys, name], say)} ${valueWords([...keys, name], inner, say)}`)
    .join('，')
}

function figureWords(value: number, unit: Unit | undefined, say: Say): string {
  const figure = value.toLocaleString('en-US', { maximumFractionDigits: 10 })
  if (unit === undefined) return figure
  return unit === 'percent' ? `${figure}%` : `${figure} ${unitLabel(unit, say, value)}`
}

function textWords(keys: readonly string[], text: string, say: Say): string {
  if (text === '') return say('policies.value.empty')
  if (isAudience(text)) return audienceLabel(text, say)
  return isCode(text) ? codeLabel(keys, text, say) : text
}

function listWords(keys: readonly string[], list: readonly unknown[], say: Say): string {
  if (list.length === 0) return say('ui.none')
  if (list.every(isPlain)) return say('policies.value.items', { count: list.length })
  if (keys.at(-1) === 'workdays') return list.map((day) => say(`ui.weekday-${String(day)}`)).join('、')
  return list.map((item) => valueWords(keys, item, say)).join('、')
}
