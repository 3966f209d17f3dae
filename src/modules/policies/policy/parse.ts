import type { z } from 'zod'
import { mostProblems, type PolicyProblem, problemsOf } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import { registerProblems } from './register.ts'

export type ParsedPolicy<Document> = { ok: true; document: Document } | { ok: false; problems: PolicyProblem[] }

/**
 * Reads a policy from its YAML text by the schema `policyDocument` made, and checks its rule register.
 * Tells all problems of the first stage that finds any: text, then shape, then rules.
 */
export function parsePolicy<Document extends object>(yamlText: string, schema: z.ZodType<Document>): ParsedPolicy<Document> {
  const read = readYaml(yamlText)
  if (!read.ok) return read
  const { value, lineOf } = read.yaml
  const shaped = schema.safeParse(value, { reportInput: true })
  if (!shaped.success) return { ok: false, problems: problemsOf(shaped.error, lineOf) }
  const unregistered = registerProblems(shaped.data).slice(0, mostProblems)
  if (unregistered.length === 0) return { ok: true, document: shaped.data }
  return { ok: false, problems: unregistered.map((problem) => withLine(problem, lineOf(segmentsOf(problem.path)))) }
}

const withLine = (problem: PolicyProblem, line: number | undefined): PolicyProblem => (line === undefined ? problem : { ...problem, line })

const segmentsOf = (path: string): readonly string[] => path.split('.')
