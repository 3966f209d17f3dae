import type { Event } from '../../../core/event.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { customerTagged } from '../policy/values.ts'
import { saveTags } from '../store/tags.ts'

/**
 * Writes down what a customer in sight was heard to need, as tags of group NEED. Answers the event, or nothing when all were there.
 * The caller has checked the words and that the customer is in sight.
 */
export async function addNeeds({ tx, actor, now }: ChangeContext, customerId: number, codes: readonly string[]): Promise<Event[]> {
  const { added } = (await saveTags(tx, [{ id: customerId, add: codes, remove: [] }], actor.name, now)).get(customerId) ?? { added: [] }
  return added.length > 0 ? [customerTagged(customerId, added, [])] : []
}
