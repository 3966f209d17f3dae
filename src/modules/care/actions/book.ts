import { inZone } from '../../../core/instant.ts'
import { Problem } from '../../../core/problem.ts'
import { read } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { documentOf, versionInForce } from '../../policies/queries.ts'
import * as contract from '../contract/book.ts'
import { yearOf } from '../policy/book.ts'
import { type CareDocument, careDocument } from '../policy/section.ts'
import { bookCounts, bookPage } from '../queries/book.ts'

export const today = (now: Date) => inZone(now, 'Asia/Shanghai').day
export const yearAsked = (year: number | undefined, now: Date): number => year ?? Number(today(now).slice(0, 4))

/** The policy in force, which says whom care covers. */
export async function policyOfBook(
  db: Db,
  company: Company,
  now: Date,
): Promise<{ version: number; document: object; care: CareDocument }> {
  const version = await versionInForce(db, today(now))
  if (version === undefined) throw new Problem('refused', 'no-policy-yet')
  const document = await documentOf(db, company, version)
  return { version, document, care: careDocument.parse(document) }
}

export const book = read(contract.book, async ({ db, scope, company, now }, { year: wanted, unitId, ...page }) => {
  const year = yearAsked(wanted, now)
  const asked = { scope, unitId, year: yearOf(year), document: (await policyOfBook(db, company, now)).care }
  const { answer, countedAt } = await bookCounts({ db, now }, asked)
  return { year, ...answer, countedAt, ...(await bookPage(db, asked, page)) }
})
