import { type ConfigurationKey, configurationKeys } from '../../policies/policy/configuration-keys.ts'
import { policyDiff } from '../../policies/policy/diff.ts'
import { sectionNames } from '../../policies/policy/document.ts'
import { isWithin } from '../../policies/policy/paths.ts'
import type { PolicyDifference } from '../contract.ts'

/** The longest path first: a key within another key is the one to name. */
const keys: readonly ConfigurationKey[] = configurationKeys.toSorted((a, b) => b.path.length - a.path.length)

/** What differs from one checked document to another, in the order people read; what only the first holds comes last in its section. */
export const differencesOf = (from: object, to: object): PolicyDifference[] =>
  policyDiff(from, to)
    .map(({ path, before, after, rules }) => ({
      path,
      ruleIds: [...rules],
      key: keys.find((key) => isWithin(path, key.path))?.key ?? null,
      before: before ?? null,
      after: after ?? null,
    }))
    .sort((a, b) => placeOf(a) - placeOf(b))

/** The head of the document before its sections. */
const placeOf = ({ path }: { path: string }): number => sectionNames.findIndex((name) => isWithin(path, name))
