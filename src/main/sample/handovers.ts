import { addDays, type Day } from '../../core/day.ts'
import type { Made } from './customers.ts'
import { managersOf, people } from './people.ts'
import { present, randomFrom } from './random.ts'
import type { Handover } from './types.ts'

const unitOf = (login: string): string => present(people.find((person) => person.login === login)).unit

/**
 * Over the past year about one customer in fifteen passed from a colleague of the same department to whoever looks after it now; where
 * nobody stood ready at once, some days without an owner lie between.
 */
export function makeHandovers(made: readonly Made[], today: Day): Handover[] {
  return made.flatMap(({ customer: { customerNo, ownerLogin, firstContactOn } }): Handover[] => {
    const random = randomFrom(31_337 + Number(customerNo.slice(3)) * 6_151)
    const on = addDays(today, -random.int(25, 330))
    const others = managersOf(unitOf(ownerLogin)).filter((login) => login !== ownerLogin)
    if (!random.chance(0.066) || others.length === 0 || addDays(firstContactOn, 30) > on) return []
    const without = random.chance(0.35) ? random.int(4, 16) : 0
    return [{ customerNo, from: random.pick(others), to: ownerLogin, leftOn: addDays(on, -without), on }]
  })
}
