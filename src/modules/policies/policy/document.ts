import { z } from 'zod'
import { type PolicyRule, rules, words } from './parts.ts'

/** The chapters of a policy, in the order people read them. */
export const sectionNames = [
  'workingTime',
  'customers',
  'duplicates',
  'tiering',
  'keyAccounts',
  'care',
  'complaints',
  'visits',
  'surveys',
  'leads',
  'opportunities',
  'winback',
  'engagement',
  'kpi',
  'reports',
] as const
export type SectionName = (typeof sectionNames)[number]

/** The parameters of a room's section, strict. Its `rules` are not the room's: `policyDocument` adds them. */
export type SectionSchema = z.ZodObject
export type SectionSchemas = Readonly<Record<string, SectionSchema>>

/** A checked policy: its head, and its sections with their rules. */
export type PolicyDocument<Sections extends SectionSchemas> = z.output<typeof header> & {
  [Name in keyof Sections]: z.output<Sections[Name]> & { rules: PolicyRule[] }
}

const header = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  title: words,
  zone: z.literal('Asia/Shanghai'),
  summary: words,
})

/** The schema of a whole policy from its rooms' sections. Unknown keys are refused. */
export function policyDocument<Sections extends SectionSchemas>(sections: Sections): z.ZodType<PolicyDocument<Sections>> {
  const ruled = Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.safeExtend({ rules })]))
  return asDocument<Sections>(header.safeExtend(ruled))
}

/** Object.fromEntries forgets which name has which schema; every name of `Sections` is there, with its rules. */
const asDocument = <Sections extends SectionSchemas>(schema: z.ZodType): z.ZodType<PolicyDocument<Sections>> =>
  schema as z.ZodType<PolicyDocument<Sections>>
