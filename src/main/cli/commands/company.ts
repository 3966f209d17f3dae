import { operatorCaller } from '../../../platform/system-caller.ts'
import { addCompany, setUpLink } from '../../doors/founding.ts'
import type { Task } from '../task.ts'
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
  const { loadSample } = await import('../../sample.ts')
  const now = kewei.now()
  const signIns = await loadSample(await kewei.office(), now, operatorCaller(now, kewei.operator))
  terminal.result(signIns.map(signInLine).join('\n'), { signIns })
}
