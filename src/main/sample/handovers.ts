import { addDays, type Day } from '../../core/day.ts'
import type { Made } from './customers.ts'
import { managersOf, people } from './people.ts'
import { present, randomFrom } from './random.ts'
import type { Customer, Handover } from './types.ts'

const unitOf = (login: string): string => present(people.find((person) => person.login === login)).unit

/**
 * Over the past year about one customer in fifteen passed from a colleague of the same department to whoever looks after it now; where
 * nobody stood ready at once, some days without an owner lie between. A few wait for somebody still.
 */
export function makeHandovers(made: readonly Made[], today: Day): Handover[] {
  return made.flatMap(({ customer }): Handover[] => {
    const { customerNo, ownerLogin, firstContactOn } = customer
    const random = randomFrom(31_337 + Number(customerNo.slice(3)) * 6_151)
    const on = addDays(today, -random.int(25, 330))
    const others = managersOf(unitOf(ownerLogin)).filter((login) => login !== ownerLogin)
    if (!random.chance(0.066) || others.length === 0 || addDays(firstContactOn, 30) > on) return leftAlone(customer, today)
    const without = random.chance(0.35) ? random.int(4, 16) : 0
    return [{ customerNo, from: random.pick(others), leftOn: addDays(on, -without), next: { to: ownerLogin, on } }]
  })
}

/** Whoever had it left, lately or some months ago, and nobody was named. Customers with a story always have somebody. */
function leftAlone({ customerNo, ownerLogin, firstContactOn, story }: Customer, today: Day): Handover[] {
  const random = randomFrom(77_003 + Number(customerNo.slice(3)) * 9_173)
  const leftOn = addDays(today, -random.int(3, 100))
  if (!random.chance(0.018) || story !== null || addDays(firstContactOn, 60) > leftOn) return []
  return [{ customerNo, from: ownerLogin, leftOn, next: null }]
}
