import type { Say } from '../../../core/text.ts'
import { isPlain } from '../../policies/policy/paths.ts'
import { codeLabel, labelOf, valueWords } from '../../policies/policy/policy-words.ts'

/** A value that differs, by its path with names (`care.obligations.CARE-01.every.months`); null where nothing stands. */
export type Difference = { readonly path: string; readonly ruleIds: readonly string[]; readonly before?: unknown; readonly after?: unknown }

/** A difference as a person says it: `CARE-01 周期：每 3 个月 → 每 2 个月`. */
export type DifferenceWords = {
  readonly path: string
  readonly ruleIds: readonly string[]
  /** The item of a list it is about: a rule, a cell, a post. */
  readonly item: string | undefined
  readonly label: string
  readonly before: string
  readonly after: string
}

export type ChapterDifferences = { readonly chapter: string; readonly changes: readonly DifferenceWords[] }

/** Differences in words, by chapter in the order they came; a cadence is one difference, however many of its parts changed. */
export function chaptersOfDifferences(differences: readonly Difference[], say: Say): ChapterDifferences[] {
  const chapters = Map.groupBy(asOne(wholeItems(differences)), ({ path }) => (path.includes('.') ? (path.split('.')[0] ?? '') : ''))
  return [...chapters].map(([chapter, own]) => ({ chapter, changes: own.map((d) => differenceWords(d, say)) }))
}

const wholes = /^(.*\.(?:every|within|assignWithin|sessions|collect))\.(?:months|days|hours|each|times|clock)$/

/** Parts of one cadence or length are said together. */
function asOne(differences: readonly Difference[]): Difference[] {
  const merged = new Map<string, Difference>()
  for (const difference of differences) {
    const [, whole = difference.path] = wholes.exec(difference.path) ?? []
    const name = difference.path.slice(whole.length + 1)
    const known = merged.get(whole)
    if (name === '') merged.set(whole, difference)
    else {
      const part = (side: unknown, value: unknown) => ({ ...(isPlain(side) ? side : {}), ...(isWritten(value) ? { [name]: value } : {}) })
      const ruleIds = [...new Set([...(known?.ruleIds ?? []), ...difference.ruleIds])]
      merged.set(whole, {
        path: whole,
        ruleIds,
        before: part(known?.before, difference.before),
        after: part(known?.after, difference.after),
      })
    }
  }
  return [...merged.values()]
}

// By these an item of a list has its name; when one of them comes or goes, so does the whole item.
const namings = ['code', 'id', 'rule', 'band', 'stage']

/** Items of lists that one side lacks altogether: one difference instead of one for each of their values. */
function wholeItems(differences: readonly Difference[]): Difference[] {
  const comesOrGoes = ({ path, before, after }: Difference) => namings.includes(lastOf(path)) && isWritten(before) !== isWritten(after)
  const items = new Set(
    differences
      .filter(comesOrGoes)
      .map(({ path }) => outerOf(path))
      .filter((path) => isItemName(lastOf(path))),
  )
  const itemOf = (path: string) => [...items].find((item) => path === item || path.startsWith(`${item}.`))
  const found = new Map<string, Difference>()
  for (const difference of differences) {
    const item = itemOf(difference.path)
    if (item === undefined) found.set(difference.path, difference)
    else found.set(item, together(item, found.get(item), difference))
  }
  return [...found.values()]
}

function together(item: string, known: Difference | undefined, { path, ruleIds, before, after }: Difference): Difference {
  const name = path.slice(item.length + 1)
  const side = (so: unknown, value: unknown) => {
    if (!isWritten(value)) return so
    return name.includes('.') || namings.includes(name) ? (so ?? {}) : { ...(isPlain(so) ? so : {}), [name]: value }
  }
  return {
    path: item,
    ruleIds: [...new Set([...(known?.ruleIds ?? []), ...ruleIds])],
    before: side(known?.before, before),
    after: side(known?.after, after),
  }
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)
const outerOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')))

const isWritten = (value: unknown): boolean => value !== null && value !== undefined

// Names of items: rule ids, codes, cells such as UPPER-MATURE.
const isItemName = (step: string): boolean => /^[A-Z][A-Z0-9_]*(-[A-Z0-9_]+)*$/.test(step)

function differenceWords({ path, ruleIds, before, after }: Difference, say: Say): DifferenceWords {
  const steps = path.split('.')
  const isRecordOfCodes = steps.at(-2) === 'effort'
  const names = steps.slice(1).filter((step, i, all) => isItemName(step) && !(isRecordOfCodes && i === all.length - 1))
  const keys = steps.filter((step) => !names.includes(step))
  const inside = keys.slice(1)
  const label = (inside.length === 0 ? [labelOf(keys, say)] : labelsOf(keys, names.length > 0, say)).join(' · ')
  const said = (value: unknown) => valueWords(keys, value, say)
  return {
    path,
    ruleIds,
    item: names.length > 0 ? names.map((name) => itemWords(name, keys, say)).join(' ') : undefined,
    label,
    before: said(before),
    after: said(after),
  }
}

/** The names from the chapter down to the value; of an item of a list only what stands inside it. */
function labelsOf(keys: readonly string[], hasItem: boolean, say: Say): string[] {
  const labels = keys.slice(1).map((_, i) => labelOf(keys.slice(0, i + 2), say))
  return hasItem && labels.length > 1 ? labels.slice(1) : labels
}

function itemWords(name: string, keys: readonly string[], say: Say): string {
  const [band, stage] = name.split('-')
  if (keys.includes('table') && band && stage) return `${codeLabel(['band'], band, say)} × ${codeLabel(['stage'], stage, say)}`
  return name.includes('-') ? name : codeLabel(keys.slice(0, 2), name, say)
}
