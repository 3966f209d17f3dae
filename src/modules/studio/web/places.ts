import { isPlain, itemNames } from '../../policies/policy/paths.ts'
import { type Place, valueIn } from './policy-text.ts'

/** A place by names, as rules and differences call it: `care.obligations.CARE-01.every`. Items without a name go by their number. */
export function pathOf(value: unknown, place: Place): string {
  return place
    .map((step, i) => {
      const list = valueIn(value, place.slice(0, i))
      return typeof step === 'number' && Array.isArray(list) ? (itemNames(list)?.[step] ?? String(step)) : String(step)
    })
    .join('.')
}

/** Where a path leads, by names or numbers of items; as far as it can be followed, undefined when its first step leads nowhere. */
export function placeNamed(value: unknown, path: string): Place | undefined {
  const place: (string | number)[] = []
  for (const name of path.split('.')) {
    const step = stepNamed(valueIn(value, place), name)
    if (step === undefined) break
    place.push(step)
  }
  return place.length > 0 ? place : undefined
}

/** The value a path leads to in another text than the one it was taken from; undefined where that one says nothing. */
export function valueNamed(value: unknown, path: string): unknown {
  const place = placeNamed(value, path)
  return place && place.length === path.split('.').length ? valueIn(value, place) : undefined
}

function stepNamed(at: unknown, name: string): string | number | undefined {
  if (isPlain(at)) return Object.hasOwn(at, name) ? name : undefined
  if (!Array.isArray(at)) return undefined
  const index = itemNames(at)?.indexOf(name) ?? -1
  if (index >= 0) return index
  return /^\d+$/.test(name) && Number(name) < at.length ? Number(name) : undefined
}
