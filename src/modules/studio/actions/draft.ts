import { z } from 'zod'
import type { Day } from '../../../core/day.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { careRulesIn, horizonOf } from '../../care/actions/rules.ts'
import type { CarePlan } from '../../care/policy/compile.ts'
import { liveOn } from '../../care/queries.ts'
import { documentOf } from '../../policies/queries.ts'
import { rulesIn } from '../../tiering/actions/rules.ts'
import type { TieringRules } from '../../tiering/policy/compile.ts'
import { type Effort, effortBy } from '../policy/effort.ts'
import { readDraft } from '../queries.ts'

/** A text made ready to judge and plan by on the day it would come into force. */
export type Draft = {
  previewId: number
  document: object
  /** That of the version in force when the preview was made. */
  base: object | null
  asOf: Day
  until: Day
  tiering: TieringRules
  care: CarePlan
  /** By the version in force; null: none. */
  careBefore: CarePlan | null
  effort: { before: Effort; after: Effort }
}

/** As runs compile a published version: first due days are laid out from the day care began, or from this one. */
export async function rulesOfDraft(db: Db, document: object, asOf: Day): Promise<{ tiering: TieringRules; care: CarePlan }> {
  const start = await liveOn(db)
  const care = await careRulesIn(db, document, start !== undefined && start < asOf ? start : asOf, asOf)
  return { tiering: rulesIn(document), care }
}

export async function draftOf(db: Db, company: Company, previewId: number): Promise<Draft> {
  const { document, baseVersion, effectiveOn: asOf } = await readDraft(db, previewId)
  const base = baseVersion === null ? null : await documentOf(db, company, baseVersion)
  const rules = await rulesOfDraft(db, document, asOf)
  const effort = { before: effortBy(effortIn(base ?? document)), after: effortBy(effortIn(document)) }
  const careBefore = base && (await rulesOfDraft(db, base, asOf)).care
  return { previewId, document, base, asOf, until: horizonOf(rules.care, asOf), ...rules, careBefore, effort }
}

const withEffort = z.object({ care: z.object({ effort: z.record(z.string(), z.number()).default({}) }) })
const effortIn = (document: object): Record<string, number> => withEffort.parse(document).care.effort
