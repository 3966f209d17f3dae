import { z } from 'zod'
import type { Failure } from '../../../platform/web/failure.ts'
import type { FormValues } from '../../../ui/form/form-state.ts'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { contactOf, flatProblem } from '../../interactions/web/LogFields.tsx'
import { channels, doTask } from '../contract.ts'
import type { TaskRead } from './task-words.ts'
import { alsoField, alsoOf, proofsOf, sentWith } from './together-words.ts'
import { asksToldBefore } from './told-words.ts'

const { shape } = doTask.input
const channel = z.enum(channels)
const outcome = z.string().trim().min(1).max(2000)
const proof = z.string().trim().min(1).max(500)

/** The endpoint's input laid flat, with what this rule asks made required, a field for each piece of evidence, and those of a contact. */
export function reportSchema({ rule }: TaskRead, contact: z.ZodRawShape | undefined): z.ZodObject {
  const shows = rule?.evidence.includes('INTERACTION') ?? false
  const asked = (rule?.channels.length ?? 0) > 0
  return z.object({
    id: shape.id,
    version: shape.version,
    doneOn: shape.doneOn,
    toldOn: shape.toldOn,
    channel: asked || contact ? channel : shape.channel,
    checked: shape.checked,
    uncheckedReason: shape.uncheckedReason,
    outcome: shows || contact ? outcome : shape.outcome,
    nextStep: shape.nextStep,
    also: alsoField,
    log: z.boolean().default(false),
    ...contact,
    ...Object.fromEntries(proofsOf({ rule }).map((kind) => [kind, proof])),
  })
}

const fields = doTask.input.pick({
  ...{
    id: true,
    version: true,
    doneOn: true,
    toldOn: true,
    channel: true,
    checked: true,
    uncheckedReason: true,
    outcome: true,
    nextStep: true,
  },
})

/** How many days before the customer was to be told of what a form reports, if it is to ask for the day; null: it is not. */
export function toldAskedOf(typed: FormValues, task: TaskRead): number | null {
  const also = alsoOf(typed['also'])
  return asksToldBefore([task, ...task.together.filter(({ id }) => also.some((a) => a.id === id))], typed['channel'])
}

/** What is sent of a form that its schema has found sound; `logs`: what was said is recorded as a contact too. */
export function reportOf(typed: FormValues, task: TaskRead, logs: boolean): z.input<typeof doTask.input> {
  const said = fields.strip().parse(typed)
  const evidence = proofsOf(task).map((kind) => ({ kind, note: proof.parse(typed[kind]) }))
  const contact = logs ? { channel: channel.parse(said.channel), text: outcome.parse(said.outcome), ...contactOf(typed) } : null
  const toldOn = toldAskedOf(typed, task) === null ? null : said.toldOn
  return { ...said, toldOn, evidence, contact, also: sentWith(alsoOf(typed['also']), task.together) }
}

const places: Readonly<Record<string, string>> = {
  'contact.channel': 'channel',
  'contact.text': 'outcome',
  'contact.happenedAt': 'doneOn',
  'contact.contactId': 'contactId',
}

/** Issues under the names of the form's fields; those of a duty done along stand with it and are told there. */
export function reportProblem(problem: Failure | undefined): ProblemLike | undefined {
  const flat = flatProblem(problem)
  if (!flat) return undefined
  const issues = flat.issues
    .filter(({ path }) => !/^also\.\d+\.(checked|uncheckedReason|evidence)/.test(path))
    .map((issue) => ({ ...issue, path: places[issue.path] ?? issue.path.replace(/^contact\.(needs|worries).*/, '$1') }))
  return { ...flat, issues }
}
