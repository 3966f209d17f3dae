import { Problem } from '../../../core/problem.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { documentOf } from '../../policies/queries.ts'
import { compileTiering, type TieringRules } from '../policy/compile.ts'
import type { TieringSection } from '../policy/section.ts'

const compiled = new WeakMap<object, TieringRules>()

/** The executable tiering rules of a policy version; compiled once per document. */
export async function rulesOf(db: Db, company: Company, version: number | undefined): Promise<TieringRules> {
  if (version === undefined) throw new Problem('refused', 'no-policy-yet')
  return rulesIn(await documentOf(db, company, version))
}

/** The same of a checked document, published or not. */
export function rulesIn(document: object): TieringRules {
  const known = compiled.get(document)
  if (known) return known
  const rules = compileTiering((document as { tiering: TieringSection }).tiering)
  compiled.set(document, rules)
  return rules
}
