import { z } from 'zod'
import type { TogetherTask, togetherTask } from '../contract.ts'

export type TogetherShown = z.input<typeof togetherTask>

/** A duty done or appointed along, as the form keeps it until it is sent. */
const also = z.object({
  id: z.number(),
  checked: z.array(z.string()),
  uncheckedReason: z.string().nullable(),
  evidence: z.array(z.object({ kind: z.string(), note: z.string() })),
})
export type Also = z.output<typeof also>

const list = z.array(also)
/** The field of a form that holds them. */
export const alsoField = list.default([])

/** What stands in a form's field; a draft of an older shape counts as nothing. */
export const alsoOf = (value: unknown): Also[] => list.safeParse(value).data ?? []

/** That there was a contact is shown once for all; other evidence each duty has for itself. */
export const proofsOf = ({ rule }: { rule: TogetherTask['rule'] }): string[] =>
  (rule?.evidence ?? []).filter((kind) => kind !== 'INTERACTION')

export const entryFor = ({ id }: Pick<TogetherShown, 'id'>): Also => ({ id, checked: [], uncheckedReason: null, evidence: [] })

export const toggled = (all: readonly Also[], task: Pick<TogetherShown, 'id'>): Also[] =>
  all.some((a) => a.id === task.id) ? all.filter((a) => a.id !== task.id) : [...all, entryFor(task)]

/** With the note of one piece of evidence; an empty one is left out. */
export const withProof = (entry: Also, kind: string, note: string): Also => ({
  ...entry,
  evidence: [...entry.evidence.filter((e) => e.kind !== kind), ...(note.trim() === '' ? [] : [{ kind, note }])],
})

/** What is sent: each as it was last read; what is no longer on offer is left out. */
export const sentWith = (all: readonly Also[], offered: readonly TogetherShown[]): (Also & { version: number })[] =>
  all.flatMap((entry) => {
    const task = offered.find(({ id }) => id === entry.id)
    return task ? [{ ...entry, version: task.version }] : []
  })

/** Channels that fit a task and all that is done with it. Empty: any. */
export const channelsFor = (task: { rule: TogetherTask['rule'] }, all: readonly Also[], offered: readonly TogetherShown[]): string[] =>
  [task, ...offered.filter(({ id }) => all.some((a) => a.id === id))]
    .map(({ rule }) => rule?.channels ?? [])
    .filter((channels) => channels.length > 0)
    .reduce<string[] | undefined>((fit, channels) => fit?.filter((c) => channels.includes(c)) ?? [...channels], undefined) ?? []
