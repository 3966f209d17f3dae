import { z } from 'zod'
import { Problem } from '../../core/problem.ts'

type Call = (name: string, input: object) => Promise<unknown>

const people = z.object({ rows: z.array(z.looseObject({ id: z.int(), login: z.string(), name: z.string() })), next: z.string().nullable() })
export type PersonFound = { id: number; login: string; name: string }

/** The person of this login. Throws `no-such-login`. */
export async function findPerson(call: Call, login: string): Promise<PersonFound> {
  const wanted = login.normalize('NFKC').trim().toLowerCase()
  let after: string | undefined
  do {
    const page = people.parse(await call('people.list', { text: wanted, limit: 200, ...(after ? { after } : {}) }))
    const found = page.rows.find((person) => person.login === wanted)
    if (found) return found
    after = page.next ?? undefined
  } while (after)
  throw new Problem('not-found', 'no-such-login', { login })
}

const units = z.object({ units: z.array(z.looseObject({ id: z.int(), name: z.string() })) })

/** The unit of this name or number. Throws `no-such-unit-name`, also when several are called so. */
export async function findUnit(call: Call, named: string): Promise<number> {
  const all = units.parse(await call('units.list', {})).units
  const fitting = all.filter((unit) => unit.name === named || String(unit.id) === named)
  const [only] = fitting
  if (fitting.length === 1 && only) return only.id
  throw new Problem('invalid', fitting.length > 1 ? 'many-units-of-name' : 'no-such-unit-name', { unit: named })
}
