import type { Plain } from '../../policies/policy/paths.ts'
import { differencesOf } from '../policy/differences.ts'
import type { Difference } from './difference-words.ts'

/** What differs between two texts that need not be sound; nothing while the rules of one name parameters that do not stand there. */
export function differencesBetween(from: Plain | undefined, to: Plain): readonly Difference[] {
  if (from === undefined) return []
  try {
    return differencesOf(from, to)
  } catch {
    return []
  }
}
