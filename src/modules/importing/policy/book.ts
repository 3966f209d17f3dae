import { nameIdentity } from '../../customers/policy/names.ts'
import type { CustomerValues } from '../../customers/policy/values.ts'
import type { OrderValues } from '../../purchases/contract.ts'

/** One change to a record: what its event will say. */
export type Step<V> = { version: number; before: V | null; after: V }

/** A record as it stands after the rows so far, and what they did to it. */
export type Held<V> = { id: number; isNew: boolean; version: number; values: V; steps: Step<V>[] }

export type HeldCustomer = Held<CustomerValues> & { readonly sources: Record<string, string>; readonly askUnit: string; isVisible: boolean }
export type HeldContact = Held<CustomerValues> & { readonly customerId: number }
export type HeldOrder = Held<OrderValues>

export const changeHeld = <V>(held: Held<V>, after: V): void => {
  held.steps.push({ version: ++held.version, before: held.values, after })
  held.values = after
}

export const newHeld = <V>(id: number, values: V): Held<V> => ({
  id,
  isNew: true,
  version: 1,
  values,
  steps: [{ version: 1, before: null, after: values }],
})

type Index = Map<string, Set<HeldCustomer>>

const put = (index: Index, key: string | null, held: HeldCustomer): void => {
  if (key === null) return
  const there = index.get(key)
  if (there) there.add(held)
  else index.set(key, new Set([held]))
}

const textAt = (values: CustomerValues, column: string): string | null => {
  const value = values[column]
  return typeof value === 'string' && value !== '' ? value : null
}

const nobody: ReadonlySet<HeldCustomer> = new Set()

/** Customers that rows of a chunk may mean, by all they are found by; kept in line while rows create and change them. */
export class Customers {
  readonly #byId = new Map<number, HeldCustomer>()
  readonly #numbered: Index = new Map()
  readonly #coded: Index = new Map()
  readonly #named: Index = new Map()

  add(held: HeldCustomer): void {
    if (this.#byId.has(held.id)) return
    this.#byId.set(held.id, held)
    this.#index(held)
  }

  byId = (id: number): HeldCustomer | undefined => this.#byId.get(id)
  numbered = (no: string): HeldCustomer | undefined => this.#numbered.get(no)?.values().next().value
  coded = (code: string): ReadonlySet<HeldCustomer> => this.#coded.get(code) ?? nobody
  named = (identity: string): ReadonlySet<HeldCustomer> => this.#named.get(identity) ?? nobody

  change(held: HeldCustomer, after: CustomerValues): void {
    this.#unindex(held)
    changeHeld(held, after)
    this.#index(held)
  }

  /** Those the rows so far created or changed, in the order they were first met. */
  touched = (): HeldCustomer[] => [...this.#byId.values()].filter((c) => c.steps.length > 0)

  /** Forgets customers no row touched; what a dry run made up stays. */
  forgetUntouched(): void {
    for (const held of [...this.#byId.values()]) {
      if (held.steps.length > 0) continue
      this.#byId.delete(held.id)
      this.#unindex(held)
    }
  }

  #index(held: HeldCustomer): void {
    put(this.#numbered, textAt(held.values, 'customer_no'), held)
    put(this.#coded, textAt(held.values, 'credit_code'), held)
    put(this.#named, identityOf(held.values), held)
  }

  #unindex(held: HeldCustomer): void {
    this.#numbered.get(textAt(held.values, 'customer_no') ?? '')?.delete(held)
    this.#coded.get(textAt(held.values, 'credit_code') ?? '')?.delete(held)
    this.#named.get(identityOf(held.values))?.delete(held)
  }
}

const identities = new Map<string, string>()
const mostIdentities = 20_000

/** `nameIdentity`, which a row's name is asked for several times. */
export function identityOfName(name: string): string {
  const known = identities.get(name)
  if (known !== undefined) return known
  if (identities.size >= mostIdentities) identities.clear()
  const made = nameIdentity(name)
  identities.set(name, made)
  return made
}

export const identityOf = (values: CustomerValues): string => identityOfName(String(values['name'] ?? ''))

/** All that a chunk's rows may meet or make. In a dry run it lives as long as the run, in place of the database. */
export type Book = { customers: Customers; contacts: Map<number, HeldContact[]>; orders: Map<string, HeldOrder> }

export const emptyBook = (): Book => ({ customers: new Customers(), contacts: new Map(), orders: new Map() })

/** Which keys of customers the rows of a chunk name. */
export type WantedKeys = { numbers: Set<string>; creditCodes: Set<string>; nameIdentities: Set<string> }
