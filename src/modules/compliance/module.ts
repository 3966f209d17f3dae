import type { Module } from '../../platform/house.ts'
import { otherRules } from './actions/executed.ts'
import * as actions from './actions.ts'
import { evidenceOfCompliance } from './queries/evidence.ts'
import { text } from './text.ts'

/** How the written policy is kept: what this room offers the building. */
export const compliance: Module = {
  name: 'compliance',
  actions: [...Object.values(actions), otherRules],
  texts: text,
  evidence: [evidenceOfCompliance],
}
