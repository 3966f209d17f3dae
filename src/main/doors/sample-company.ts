import { Problem } from '../../core/problem.ts'
import type { Office } from '../../platform/perform.ts'
import { loadSample } from '../sample.ts'

/** How to sign in as one of the people of the sample company. */
export type SignIn = { login: string; name: string; role: string; password: string }

/** Loads the sample company and answers its sign-ins; undefined when there are customers already. */
export async function loadSampleIfEmpty(office: Office, now: Date): Promise<readonly SignIn[] | undefined> {
  try {
    return await loadSample(office, now)
  } catch (error) {
    if (error instanceof Problem && error.rule === 'company-not-empty') return undefined
    throw error
  }
}
