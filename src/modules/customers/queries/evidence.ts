import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/db/db.ts'
import type { RuleEvidence } from '../../../platform/house.ts'
import { lately } from '../../../platform/lately.ts'
import { type Scope, sightText } from '../../../platform/scope.ts'
import { customersInScope } from '../queries.ts'

const many = 20_000
const document = z.object({ customers: z.object({ completeness: z.object({ percent: z.number() }) }) })

/** DQ-05: of all key fields of the customers in sight those that are filled, whatever the days. */
export const evidenceOfCustomers: RuleEvidence = {
  rules: ['DQ-05'],
  ofNow: true,
  async read({ db, scope, now, policy }) {
    const { percent } = document.parse(policy).customers.completeness
    const { answer } = await lately(
      { db, now },
      { key: `DQ-05 ${sightText(scope)}`, count: () => keyFieldsOf(db, scope), isCostly: ({ customers }) => customers > many },
    )
    return {
      asked: answer.required,
      kept: answer.filled,
      lines: [
        { word: 'target-percent', value: percent },
        { word: 'customers', value: answer.customers },
        { word: 'complete-customers', value: answer.complete },
      ],
      to: `/customers?f=completeness.under.${percent * 100}`,
    }
  },
}

type KeyFields = { customers: number; complete: number; required: number; filled: number }

async function keyFieldsOf(db: Db, scope: Scope): Promise<KeyFields> {
  const { rows } = await sql<KeyFields>`
    select count(*)::int as customers, count(*) filter (where c.filled_fields >= c.required_fields)::int as complete,
      coalesce(sum(c.required_fields), 0)::int as required, coalesce(sum(c.filled_fields), 0)::int as filled
    from customer c where ${customersInScope(scope, 'c')}`.execute(db)
  return rows[0] ?? { customers: 0, complete: 0, required: 0, filled: 0 }
}
