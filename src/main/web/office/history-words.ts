import type { z } from 'zod'
import type { Say } from '../../../core/text.ts'
import type { listUndoable } from '../../../platform/undo/contract.ts'

export type UndoSeen = z.input<typeof listUndoable.output>['rows'][number]

/** `把 40 家客户转给 苏棠`. A fact named `…Key` stands for other words. */
export function whatWords({ kind, facts, rows }: Pick<UndoSeen, 'kind' | 'facts' | 'rows'>, say: Say): string {
  const said = Object.entries(facts).map(([name, value]): [string, unknown] => {
    if (name.endsWith('Key')) return [name.slice(0, -'Key'.length), say(String(value))]
    return [name, name === 'tags' && Array.isArray(value) ? value.map((tag) => tagSaid(String(tag), say)) : value]
  })
  return say(`undo.what.${kind}`, { ...Object.fromEntries(said), count: rows })
}

const tagSaid = (tag: string, say: Say): string => (/^[A-Z_]+$/.test(tag) ? say(`tag.${tag}`) : tag)
