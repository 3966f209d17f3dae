import type { Say } from '../../../core/text.ts'
import { yuan } from '../../../ui/figures.ts'

/** What the timeline shows of one recorded event; `values` are column names and what they became. */
export type Recorded = {
  readonly name: string
  readonly by: string
  readonly fields: readonly string[]
  readonly values: Readonly<Record<string, unknown>> | null
  readonly ruleId: string | null
  readonly policyVersion: number | null
}

export const timelineKinds = ['all', 'order', 'tier', 'contact', 'customer'] as const
export type TimelineKindKey = (typeof timelineKinds)[number]

const fieldOf = (column: string): string => column.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

/** Codes and numbers that mean nothing to a reader as they stand. */
const unreadable = /(_code|_id|_class|^segment|^kind|^status|_capital|role|attitude|gender|is_key)$/

function changes(e: Recorded, words: string, say: Say): string {
  const named = e.fields.map((column) => {
    const value = e.values?.[column]
    const label = say(`${words}.${fieldOf(column)}`)
    const readable = typeof value === 'string' && value !== '' && value.length <= 40 && !unreadable.test(column)
    return readable ? say('timeline.became', { field: label, value }) : label
  })
  return named.slice(0, 4).join('；') + (named.length > 4 ? say('timeline.and-more', { count: named.length - 4 }) : '')
}

const textOf = (values: Recorded['values'], key: string): string => (typeof values?.[key] === 'string' ? values[key] : '')

type Said = { readonly title: string; readonly text?: string; readonly folds?: boolean }
type Sentence = (e: Recorded, say: Say) => Said

const ordered: Sentence = (e, say) => {
  const amount = typeof e.values?.net_amount === 'number' ? e.values.net_amount : 0
  const kind = textOf(e.values, 'status') === 'CANCELLED' ? 'cancelled' : amount < 0 ? 'credit' : 'created'
  return {
    title: say(`timeline.order.${kind}`, { no: textOf(e.values, 'order_no') }),
    text: say('timeline.order.amount', { amount: yuan(amount), day: textOf(e.values, 'ordered_on') }),
  }
}

const tagged: Sentence = (e, say) => {
  const tags = Array.isArray(e.values?.tags) ? e.values.tags.map(String) : []
  return { title: tags.length > 0 ? say('timeline.customer.tagged', { tags }) : say('timeline.customer.untagged'), folds: true }
}

const moved: Sentence = (e, say) => ({
  title: say('timeline.tier.changed', { tier: say(`tier.${textOf(e.values, 'tier')}`) }),
  text: say('timeline.by-rule', { rule: e.ruleId ?? '', version: e.policyVersion ?? '' }),
})

const sentences: Readonly<Record<string, Sentence>> = {
  'order.created': ordered,
  'order.changed': (e, say) => ({ title: say('timeline.order.changed'), text: changes(e, 'timeline.order.field', say), folds: true }),
  'order.deleted': (e, say) => ({ title: say('timeline.order.deleted', { no: textOf(e.values, 'order_no') }), folds: true }),
  'customer.changed': (e, say) => ({ title: say('timeline.customer.changed'), text: changes(e, 'customers.field', say), folds: true }),
  'customer.tagged': tagged,
  'contact.created': (e, say) => ({ title: say('timeline.contact.created', { name: textOf(e.values, 'name') }) }),
  'contact.changed': (e, say) => ({ title: say('timeline.contact.changed'), text: changes(e, 'contacts.field', say), folds: true }),
  'tier.changed': moved,
}

/** The bold line of an event and the grey sentence under it, which ends with who did it. */
export function eventWords(e: Recorded, say: Say): Said {
  const said = sentences[e.name]?.(e, say) ?? { title: say(`timeline.${e.name}`) }
  const by = e.name === 'tier.changed' ? undefined : say('timeline.by', { name: e.by })
  const text = [said.text, by].filter(Boolean).join(' · ')
  return { ...said, text }
}

export const isOfKind = (e: Pick<Recorded, 'name'>, kind: TimelineKindKey): boolean => kind === 'all' || e.name.startsWith(`${kind}.`)
