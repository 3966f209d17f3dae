import { createCustomer } from '../src/modules/customers/contract.ts'
import type { PlanKind } from '../src/modules/plans/contract.ts'
import { createPlan } from '../src/modules/plans/contract.ts'
import type { TestOffice } from './office.ts'

/** Puts a customer into a tier, as a run would have; undefined takes it out of all. */
export async function standIn(office: TestOffice, customerId: number, tier: string | undefined, stage = 'MATURE'): Promise<void> {
  await office.sql('delete from customer_tier where customer_id = $1', [customerId])
  if (tier === undefined) return
  await office.sql(
    `insert into customer_tier (customer_id, tier, stage, r, f, m, band, resolved_by, tier_rfm, tier_spend_tenure, tags, verdict, policy_version, since_on)
     values ($1, $2, $3, 5, 3, 3, 'UPPER', 'SEG-09', $2, $2, '{}', 0, 1, '2026-01-01')`,
    [customerId, tier, stage],
  )
}

/** Only an approval makes a key customer; tests that need one take the short way. */
export const makeKey = (office: TestOffice, customerId: number) =>
  office.sql("update customer set class = 'KEY' where id = $1", [customerId])

/** A customer of somebody in a tier. */
export async function customerIn(
  office: TestOffice,
  { name, tier, owner, unit }: { name: string; tier?: string; owner: { id: number }; unit: { id: number } },
): Promise<number> {
  const { id } = await office.call(createCustomer, { name, ownerId: owner.id, unitId: unit.id, acceptDuplicates: true })
  await standIn(office, id, tier)
  return id
}

/** A plan that ran from a year ago until a day, entered as if its days had been the usual ones then. */
export async function planUntil(
  office: TestOffice,
  { customerId, kind, goal, until }: { customerId: number; kind: PlanKind; goal?: string | null; until: string },
): Promise<number> {
  const plan = await office.call(createPlan, { kind, customerId, title: '扩大份额', ...(goal === undefined ? {} : { goal }) })
  await office.sql('update customer_plan set from_on = $2::date - 365, until_on = $2::date where id = $1', [plan.id, until])
  return plan.id
}
