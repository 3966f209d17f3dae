import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { Problem } from '../../../core/problem.ts'
import { policyProblemReasons } from '../../../modules/policies/policy/problems.ts'
import { exit } from '../failures.ts'
import { readText } from '../files.ts'
import { readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const finding = z.looseObject({ path: z.string(), line: z.int().optional(), reason: z.string(), message: z.string() })
type Finding = z.infer<typeof finding>
const checked = z.looseObject({ sound: z.boolean(), findings: z.array(finding) })
const summary = z.looseObject({ version: z.int(), title: z.string(), effectiveOn: z.string(), inForce: z.boolean() })

/** What is wrong with the shape of a text stands in some line; what is unsound is found in the whole that was read. */
const shapeReasons: ReadonlySet<string> = new Set(policyProblemReasons)
const isOfShape = ({ line, reason }: Finding): boolean => line !== undefined || shapeReasons.has(reason)

export async function checkPolicy({ words, kewei: open, terminal }: Task): Promise<number> {
  const source = readText(words[0] ?? '')
  const kewei = await open()
  const answer = checked.parse(await kewei.call('policies.check', { source }))
  if (answer.sound) {
    if (terminal.json) terminal.jsonResult(answer)
    else terminal.note(terminal.say('note.policy-sound'))
    return exit.ok
  }
  terminal.result(answer.findings.map((f) => `${f.line ?? '-'}\t${f.path || '-'}\t${f.message}`).join('\n'), answer)
  return answer.findings.some(isOfShape) ? exit.usage : exit.refused
}

const publishOptions = z.object({ effective: day.optional(), note: z.string().default('') })

export async function publishPolicy({ words, options, kewei: open, terminal }: Task): Promise<undefined> {
  const { effective, note } = readOptions(publishOptions, options)
  const source = readText(words[0] ?? '')
  const kewei = await open()
  const published = await kewei.call('policies.publish', { source, note, ...(effective ? { effectiveOn: effective } : {}) })
  terminal.result(String(summary.parse(published).version), published)
}

const listed = z.object({ versions: z.array(summary) })

export async function listPolicies({ kewei: open, terminal }: Task): Promise<undefined> {
  const { versions } = listed.parse(await (await open()).call('policies.list', {}))
  if (versions.length === 0 && !terminal.json) return void terminal.note(terminal.say('problem.no-policy'))
  const lines = versions.map((v) => [`${v.inForce ? '*' : ' '} ${v.version}`, v.effectiveOn, v.title].join('\t'))
  terminal.result(lines.join('\n'), { versions })
}

export async function showPolicy({ words, kewei: open, terminal }: Task): Promise<undefined> {
  const kewei = await open()
  const version = words[0] === undefined ? await versionInForce(kewei.call) : Number(words[0])
  const policy = z.looseObject({ source: z.string() }).parse(await kewei.call('policies.read', { version }))
  terminal.result(policy.source, policy)
}

async function versionInForce(call: (name: string, input: object) => Promise<unknown>): Promise<number> {
  const { versions } = listed.parse(await call('policies.list', {}))
  const current = versions.find((v) => v.inForce) ?? versions[0]
  if (!current) throw new Problem('not-found', 'no-policy')
  return current.version
}
