import type { Say } from '../../../core/text.ts'
import { yuan } from '../../../ui/figures.ts'
import { byWords, changes, joined, type Recorded, type Said, type Sentence, textOf, wordsOf } from './timeline-said.ts'
import { workSentences } from './timeline-work.ts'

/** The chips over the timeline, and the beginnings of the names of events each shows. */
const kindPrefixes = {
  all: [''],
  interaction: ['interaction.'],
  task: ['task.', 'approval.', 'plan.'],
  order: ['order.'],
  tier: ['tier.'],
  customer: ['customer.', 'contact.', 'customer-date.'],
} as const
export type TimelineKindKey = keyof typeof kindPrefixes
export const timelineKinds = Object.keys(kindPrefixes).filter((key): key is TimelineKindKey => key in kindPrefixes)

const ordered: Sentence = (e, say) => {
  const amount = typeof e.values?.net_amount === 'number' ? e.values.net_amount : 0
  const kind = textOf(e.values, 'status') === 'CANCELLED' ? 'cancelled' : amount < 0 ? 'credit' : 'created'
  return {
    title: say(`timeline.order.${kind}`, { no: textOf(e.values, 'order_no') }),
    text: say('timeline.order.amount', { amount: yuan(amount), day: textOf(e.values, 'ordered_on') }),
  }
}

/** Words of the vocabulary by their names; what people wrote themselves as it stands. */
const tagWords = (tag: string, say: Say): string => (/^(NEED|WORRY)_[A-Z0-9_]+$/.test(tag) ? say(`tag.${tag}`) : tag)

const tagged: Sentence = (e, say) => {
  const tags = wordsOf(e.values, 'tags').map((tag) => tagWords(tag, say))
  return { title: tags.length > 0 ? say('timeline.customer.tagged', { tags }) : say('timeline.customer.untagged'), folds: true }
}

const moved: Sentence = (e, say) => ({
  title: say('timeline.tier.changed', { tier: say(`tier.${textOf(e.values, 'tier')}`) }),
  text: say('timeline.by-rule', { rule: e.ruleId ?? '', version: e.policyVersion ?? '' }),
  names: true,
})

const sentences: Readonly<Record<string, Sentence>> = {
  ...workSentences,
  'order.created': ordered,
  'order.changed': (e, say) => ({ title: say('timeline.order.changed'), text: changes(e, 'timeline.order.field', say), folds: true }),
  'order.deleted': (e, say) => ({ title: say('timeline.order.deleted', { no: textOf(e.values, 'order_no') }), folds: true }),
  'customer.changed': (e, say) => ({ title: say('timeline.customer.changed'), text: changes(e, 'customers.field', say), folds: true }),
  'customer.tagged': tagged,
  'contact.created': (e, say) => ({ title: say('timeline.contact.created', { name: textOf(e.values, 'name') }) }),
  'contact.changed': (e, say) => ({ title: say('timeline.contact.changed'), text: changes(e, 'contacts.field', say), folds: true }),
  'tier.changed': moved,
}

/** The bold line of an event and the grey sentence under it, which ends with who did it unless the line says so. */
export function eventWords(e: Recorded, say: Say): Said {
  const { names, ...said } = sentences[e.name]?.(e, say) ?? { title: say(`timeline.${e.name}`), names: false }
  return { ...said, text: joined(said.text, names ? undefined : byWords(e, say)) }
}

export const isOfKind = ({ name }: Pick<Recorded, 'name'>, kind: TimelineKindKey): boolean =>
  kindPrefixes[kind].some((prefix) => name.startsWith(prefix))
