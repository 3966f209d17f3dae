/** What the customer list showed last, so that a record's previous and next follow the list's filter. */
export type Walked = { readonly ids: readonly number[]; readonly search: string; readonly total: number | undefined }

let walked: Walked = { ids: [], search: '', total: undefined }

export const rememberWalk = (seen: Walked): void => {
  walked = seen
}

export type Steps = {
  readonly at: number
  readonly count: number
  readonly previous: number | undefined
  readonly next: number | undefined
}

/** Where a customer stands in the list it was opened from; undefined when it was opened otherwise. */
export function stepsFrom(id: number): Steps | undefined {
  const place = walked.ids.indexOf(id)
  if (place < 0) return undefined
  return { at: place + 1, count: walked.total ?? walked.ids.length, previous: walked.ids[place - 1], next: walked.ids[place + 1] }
}

/** The list with the filter it had. */
export const listAddress = (): string => `/customers${walked.search && `?${walked.search}`}`
