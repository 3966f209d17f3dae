import type { Company } from './companies.ts'
import { inTransaction } from './db/connect.ts'
import type { House } from './house.ts'

/** Gives a company what every room says it starts with: built-in roles, the calendar. Harmless when repeated. */
export async function seedCompany(company: Company, house: House, now: Date): Promise<void> {
  await inTransaction(company.write, async (tx) => {
    for (const room of house.modules) await room.seed?.(tx, now)
  })
}
