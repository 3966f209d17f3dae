import { childrenOf, isPlain, isWithin, itemNames } from './paths.ts'
import { ruleRegister } from './register.ts'

/** One value that differs: `undefined` on the side where it does not stand. `rules` are the rules it governs. */
export type PolicyChange = { path: string; before: unknown; after: unknown; rules: readonly string[] }

/** What changes from policy `a` to policy `b`, in the order of `b`, what only `a` holds at the end. */
export function policyDiff(a: object, b: object): PolicyChange[] {
  const before = leaves(a)
  const after = leaves(b)
  const governed = governedBy(a, b)
  return [...new Set([...after.keys(), ...before.keys()])]
    .filter((path) => JSON.stringify(before.get(path)) !== JSON.stringify(after.get(path)))
    .map((path) => ({ path, before: before.get(path), after: after.get(path), rules: governed(path) }))
}

/** Every value by its path; a list without names is one value. */
export function leaves(document: object): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  const walk = (value: unknown, path: string): void => {
    if (!isPlain(value) && !(Array.isArray(value) && itemNames(value))) found.set(path, value)
    for (const [name, child] of childrenOf(value)) walk(child, path === '' ? name : `${path}.${name}`)
  }
  walk(document, '')
  return found
}

function governedBy(a: object, b: object): (path: string) => string[] {
  const entries = [...ruleRegister(b), ...ruleRegister(a)]
  return (path) => [
    ...new Set(
      entries
        .filter(({ id, section, keys }) => isWithin(path, `${section}.rules.${id}`) || keys.some((key) => isWithin(path, key)))
        .map(({ id }) => id),
    ),
  ]
}
