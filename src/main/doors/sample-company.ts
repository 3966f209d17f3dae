import type { Office } from '../../platform/perform.ts'
import { isUnfounded } from './founding.ts'

/** How to sign in as one of the people of the sample company. */
export type SignIn = { login: string; name: string; role: string; password: string }

/** Loads the sample company and answers its sign-ins; undefined when somebody works in the company already. */
export async function loadSampleCompany(office: Office, now: Date): Promise<readonly SignIn[] | undefined> {
  if (!(await isUnfounded(office.company))) return undefined
  const { loadSample } = await import('../sample.ts')
  return loadSample(office, now)
}
