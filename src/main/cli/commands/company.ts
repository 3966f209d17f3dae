import { Problem } from '../../../core/problem.ts'
import { addCompany, setUpLink } from '../../doors/founding.ts'
import { loadSampleCompany } from '../../doors/sample-company.ts'
import type { Task } from '../common.ts'
import { signInLine } from './serve.ts'

export async function createCompany({ words, local, terminal }: Task): Promise<undefined> {
  const [key = ''] = words
  const kewei = await local()
  const { house } = await kewei.office()
  const company = await addCompany(kewei.deployment, house, key, kewei.now())
  const link = await setUpLink(company, kewei.origin, kewei.now(), `operator (${kewei.operator})`)
  terminal.result(link ?? key, { key, setUpLink: link ?? null })
}

export async function listCompanies({ local, terminal }: Task): Promise<undefined> {
  const kewei = await local()
  const companies = await kewei.deployment.companyKeys()
  terminal.result(companies.join('\n'), { companies })
}

export async function sample({ local, terminal }: Task): Promise<undefined> {
  const kewei = await local()
  const signIns = await loadSampleCompany(await kewei.office(), kewei.now())
  if (!signIns) throw new Problem('refused', 'company-in-use')
  terminal.result(signIns.map(signInLine).join('\n'), { signIns })
}
