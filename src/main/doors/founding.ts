import { Problem } from '../../core/problem.ts'
import { mintSetUpLink } from '../../modules/organisation/actions/links.ts'
import { countAdministrators, readCompany } from '../../modules/organisation/queries.ts'
import { type Company, type Deployment, isCompanyKey } from '../../platform/companies.ts'
import { inTransaction } from '../../platform/db/connect.ts'
import type { House } from '../../platform/house.ts'
import { seedCompany } from '../../platform/seed.ts'

const firstCompany = 'kewei'

/** Makes the first company when there is none, and gives every company what this version starts with. */
export async function prepareCompanies(deployment: Deployment, house: House, now: Date): Promise<void> {
  if ((await deployment.companyKeys()).length === 0) await deployment.createCompany(firstCompany)
  for (const key of await deployment.companyKeys()) await seedCompany(await openCompany(deployment, key), house, now)
}

/** Adds a company. Throws `bad-company-key`, and `company-exists` when the key is taken. */
export async function addCompany(deployment: Deployment, house: House, key: string, now: Date): Promise<Company> {
  if (!isCompanyKey(key)) throw new Problem('invalid', 'bad-company-key', { key })
  if ((await deployment.companyKeys()).includes(key)) throw new Problem('conflict', 'company-exists', { key })
  await deployment.createCompany(key)
  const company = await openCompany(deployment, key)
  await seedCompany(company, house, now)
  return company
}

export async function openCompany(deployment: Deployment, key: string): Promise<Company> {
  const company = await deployment.company(key)
  if (!company) throw new Problem('not-found', 'no-such-company', { key })
  return company
}

/** A company that nobody can administer yet. */
export async function isUnfounded({ db }: Company): Promise<boolean> {
  return (await readCompany(db)).setUpAt === null && (await countAdministrators(db)) === 0
}

/** The address at which the first administrator is made, once, within a day; undefined when there is one already. */
export async function setUpLink(company: Company, origin: string, now: Date, by: string): Promise<string | undefined> {
  if (!(await isUnfounded(company))) return undefined
  const { token } = await inTransaction(company.write, (tx) => mintSetUpLink(tx, company.key, now, by))
  return linkTo(origin, 'setup', token)
}

/** A one-time link. Its secret stands behind `#`, which browsers send to no server, so it is in no log on the way. */
export const linkTo = (origin: string, page: 'setup' | 'password', token: string): string => `${origin}/${page}#${token}`
