import { Problem } from '../../../core/problem.ts'
import { change } from '../../../platform/action.ts'
import { createFirstAdministrator } from '../../organisation/actions/founding.ts'
import { spendSetUpLink } from '../../organisation/actions/links.ts'
import * as contract from '../contract.ts'
import { packSource, publishText } from './publishing.ts'

/** First run: whoever holds the one-time link makes the administrator, names the company and chooses its policy: version 1. */
export const completeSetup = change(contract.completeSetup, async (context, input) => {
  const { tx, now, company } = context
  await spendSetUpLink(tx, company.key, input.token, now)
  const login = input.login.toLowerCase()
  const founder = { login, name: input.name, password: input.password, companyName: input.company }
  const { events } = await createFirstAdministrator(tx, founder, now)
  const policy = await publishText(
    { ...context, actor: { ...context.actor, name: input.name } },
    { source: packSource(input.pack), note: '' },
  )
  if (policy.version !== 1) throw new Problem('refused', 'already-set-up')
  return {
    result: { login, policyVersion: policy.version },
    events: [...events, contract.policyPublished(policy), contract.companySetUp(input.company, login)],
  }
})
