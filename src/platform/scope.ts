declare const proven: unique symbol

/**
 * Which records the caller may see: everything, those of some units, or those of some owners (a union).
 * Branded: only `mintScope` makes one, and only sign-in and jobs call it.
 */
export type Scope = {
  readonly all: boolean
  readonly unitIds: readonly number[]
  readonly ownerIds: readonly number[]
  /** Contact details of persons are shown masked. */
  readonly masked: boolean
  readonly [proven]: true
}

export const mintScope = (fields: { all: boolean; unitIds: readonly number[]; ownerIds: readonly number[]; masked: boolean }): Scope =>
  fields as unknown as Scope
