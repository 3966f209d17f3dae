import type { Texts } from '../../core/text.ts'
import { text as approvals } from '../../modules/approvals/text.ts'
import { text as audit } from '../../modules/audit/text.ts'
import { text as care } from '../../modules/care/text.ts'
import { text as compliance } from '../../modules/compliance/text.ts'
import { text as customers } from '../../modules/customers/text.ts'
import { text as importing } from '../../modules/importing/text.ts'
import { text as interactions } from '../../modules/interactions/text.ts'
import { text as organisation } from '../../modules/organisation/text.ts'
import { text as policies } from '../../modules/policies/text.ts'
import { text as purchases } from '../../modules/purchases/text.ts'
import { text as studio } from '../../modules/studio/text.ts'
import { text as tasks } from '../../modules/tasks/text.ts'
import { text as tiering } from '../../modules/tiering/text.ts'

/** The rooms' own words: screens over the whole house (trail, permissions) name what happened in any of them. */
export const roomWords: readonly Texts[] = [
  ...[organisation, policies, approvals, customers, interactions, purchases, tiering],
  ...[tasks, care, studio, compliance, importing, audit],
]
