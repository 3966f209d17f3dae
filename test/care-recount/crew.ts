import { createDeputy, deleteDeputy } from '../../src/modules/organisation/contract.ts'
import type { TestOffice } from '../office.ts'
import type { Crew } from './book.ts'
import { type Day, plus } from './days.ts'

type Town = { office: TestOffice; people: { id: number }[]; crew: Crew }

/** Now and then somebody is away for some weeks, one of them back before it was said; a specialist too. */
export async function goAway({ office, people, crew }: Town, month: number, today: Day): Promise<void> {
  const [first, second, third] = people.map(({ id }) => id)
  const who = [first, crew.specialists[0]?.id, third][month % 3] ?? 0
  if (month % 2 === 0) {
    const away = { person: who, deputy: second ?? 0, from: plus(today, 1), until: plus(today, 75) }
    const { id } = await office.call(createDeputy, { personId: who, deputyId: away.deputy, fromOn: away.from, untilOn: away.until })
    crew.away.push(away)
    crew.ended.set(away, id)
  } else if (month % 3 === 0) {
    const back = crew.away.pop()
    const id = back && crew.ended.get(back)
    if (id) await office.call(deleteDeputy, { id })
  }
}
