import type { Facts } from '../../../core/decision.ts'
import { invalidField } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { type Because, type BulkList, type BulkVerb, becauseOf, bulkVerb, type Verdict } from '../../../platform/bulk/bulk.ts'
import { offerBulk } from '../../../platform/bulk/offer.ts'
import * as contract from '../contract/bulk.ts'
import { type CustomerFields, deleteCustomer } from '../contract.ts'
import { columnOf, customerChanged, customerTagged } from '../policy/values.ts'
import { personNames } from '../queries/names.ts'
import { chosenCustomers, seenCustomers } from '../queries/selected.ts'
import { storedCustomers, updateCustomers } from '../store/bulk.ts'
import { handTags, saveTags } from '../store/tags.ts'
import { customersInUse, lockCustomers, type StoredCustomer } from '../store.ts'
import { definedOnly, deleteHeld, type Edited, edited, requireOwner, sourcesAfter } from './editing.ts'
import { narrowed } from './narrowed.ts'

type Change<Verb extends contract.CustomersChange['verb']> = Extract<contract.CustomersChange, { verb: Verb }>
type Fields = Partial<CustomerFields>
type Editing = { stored: StoredCustomer; edited: Edited }

/** What each customer would hold with some fields changed; one the single change would refuse stays as it is. */
async function judgeEdit(
  { tx }: ChangeContext,
  ids: readonly number[],
  patch: Fields,
  shown: (stored: StoredCustomer) => { before: unknown; after: unknown },
): Promise<Verdict<Editing>[]> {
  const stored = await storedCustomers(tx, ids)
  return stored.map((c): Verdict<Editing> => {
    const answer = tried(c, patch)
    if ('because' in answer) return { id: c.id, ...answer }
    return answer.changed ? { id: c.id, ...shown(c), plan: { stored: c, edited: answer } } : { id: c.id, same: true }
  })
}

function tried(stored: StoredCustomer, patch: Fields): Edited | Because {
  try {
    return edited(stored, patch)
  } catch (error) {
    return becauseOf(error)
  }
}

async function saveEdit({ tx, now }: ChangeContext, plans: readonly { plan: Editing }[], patch: Fields) {
  const changes = plans.map(({ plan: { stored, edited } }) => ({
    ...{ id: stored.id, version: stored.version + 1, before: stored.values, after: { ...stored.values, ...edited.after } },
    sources: sourcesAfter(stored, patch),
  }))
  await updateCustomers(tx, changes, now)
  return plans.map(({ plan: { stored, edited: e } }) => customerChanged(stored.id, stored.version + 1, e.before, e.after))
}

function assign({ ownerId }: Change<'ASSIGN'>): BulkVerb {
  const patch = { ownerId }
  const owner = (id: unknown, names: ReadonlyMap<number, string>) => (typeof id === 'number' ? (names.get(id) ?? `#${id}`) : null)
  return bulkVerb<Editing>({
    kind: ownerId === null ? 'customers.unassign' : 'customers.assign',
    permission: contract.assignPermission,
    undoable: true,
    check: async ({ tx }) => ({ name: await requireOwner(tx, ownerId) }),
    async judge(context, ids) {
      const names = await personNames(context.tx)
      return judgeEdit(context, ids, patch, (c) => ({ before: owner(c.values['owner_id'], names), after: owner(ownerId, names) }))
    },
    save: (context, plans) => saveEdit(context, plans, patch),
  })
}

function edit({ fields: given }: Change<'EDIT'>): BulkVerb {
  const fields = definedOnly(given)
  const names = Object.keys(fields)
  const [first] = names
  return bulkVerb<Editing>({
    kind: 'customers.edit',
    permission: contract.bulkCustomers.run.permission,
    undoable: true,
    async check(): Promise<Facts> {
      if (first === undefined) throw invalidField('change.fields', 'missing')
      return { fieldKey: `customers.field.${names.includes('provinceCode') ? 'place' : first}` }
    },
    judge: (context, ids) =>
      judgeEdit(context, ids, fields, (c) => ({
        before: Object.fromEntries(names.map((n) => [n, c.values[columnOf(n)] ?? null])),
        after: fields,
      })),
    save: (context, plans) => saveEdit(context, plans, fields),
  })
}

type Tagging = { add: string[]; remove: string[] }

function tag({ add, remove }: Change<'TAG'>): BulkVerb {
  return bulkVerb<Tagging>({
    kind: add.length > 0 ? 'customers.tag' : 'customers.untag',
    permission: contract.bulkCustomers.run.permission,
    undoable: true,
    async check(): Promise<Facts> {
      if (add.length + remove.length === 0) throw invalidField('change.add', 'missing')
      const both = add.find((t) => remove.includes(t))
      if (both !== undefined) throw invalidField('change.remove', 'listed-twice')
      return { tags: add.length > 0 ? add : remove }
    },
    async judge({ tx }, ids) {
      const tags = await handTags(tx, ids)
      return ids.map((id): Verdict<Tagging> => {
        const has = tags.get(id) ?? []
        const plan = { add: add.filter((t) => !has.includes(t)), remove: remove.filter((t) => has.includes(t)) }
        if (plan.add.length + plan.remove.length === 0) return { id, same: true }
        return { id, before: has, after: [...has.filter((t) => !plan.remove.includes(t)), ...plan.add], plan }
      })
    },
    async save({ tx, actor, now }, plans) {
      const wanted = plans.map(({ id, plan }) => ({ id, ...plan }))
      const moved = await saveTags(tx, wanted, actor.name, now)
      return [...moved].map(([id, { added, removed }]) => customerTagged(id, added, removed))
    },
  })
}

function remove(): BulkVerb {
  return bulkVerb<null>({
    kind: 'customers.delete',
    permission: deleteCustomer.permission,
    undoable: true,
    check: async () => ({}),
    async judge({ tx }, ids) {
      const inUse = await customersInUse(tx, ids)
      return ids.map((id) =>
        inUse.has(id) ? { id, because: 'problem.customer-in-use', facts: {} } : { id, before: null, after: null, plan: null },
      )
    },
    save: async ({ tx, house }, plans) =>
      deleteHeld(
        tx,
        house,
        await storedCustomers(
          tx,
          plans.map(({ id }) => id),
        ),
      ),
  })
}

function verbOf(change: contract.CustomersChange): BulkVerb {
  switch (change.verb) {
    case 'ASSIGN':
      return assign(change)
    case 'TAG':
      return tag(change)
    case 'EDIT':
      return edit(change)
    case 'DELETE':
      return remove()
  }
}

/** The book, as far as many of its customers can be changed at once. */
const book: BulkList<contract.CustomersAsked, contract.CustomersChange> = {
  name: 'customers',
  permission: 'customers.read',
  change: contract.customersChange,
  chosen(context, asked) {
    const { sort: _order, ...filter } = asked ?? { sort: 'name' }
    return chosenCustomers(context.tx, context.scope, narrowed(context, filter))
  },
  see: ({ tx, scope }, ids) => seenCustomers(tx, scope, ids),
  hold: ({ tx }, ids) => lockCustomers(tx, ids),
  verb: verbOf,
}

export const many = offerBulk(book, contract.bulkCustomers)
