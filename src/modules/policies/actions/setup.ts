import { change } from '../../../platform/action.ts'
import { createFirstAdministrator } from '../../organisation/actions/founding.ts'
import { spendSetUpLink } from '../../organisation/actions/links.ts'
import * as contract from '../contract.ts'
import { newestVersion } from '../queries.ts'
import { packSource, publishText } from './publishing.ts'

/** First run: whoever holds the one-time link makes the administrator, names the company and chooses its policy: version 1. */
export const completeSetup = change(contract.completeSetup, async (context, input) => {
  const { tx, now, company, locale } = context
  await spendSetUpLink(tx, company.key, input.token, now)
  const login = input.login.toLowerCase()
  const founder = { login, name: input.name, password: input.password, companyName: input.company, locale }
  const { events } = await createFirstAdministrator(tx, founder, now)
  const setUp = contract.companySetUp(input.company, login)
  const published = await newestVersion(tx)
  // A policy published on the command line before stays; the pack is for a company that has none.
  if (published !== undefined) return { result: { login, policyVersion: published }, events: [...events, setUp] }
  const by = { ...context, actor: { ...context.actor, name: input.name } }
  const policy = await publishText(by, { source: packSource(input.pack), note: '' })
  return { result: { login, policyVersion: policy.version }, events: [...events, contract.policyPublished(policy), setUp] }
})
