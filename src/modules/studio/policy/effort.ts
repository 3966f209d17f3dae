/** An action the policy gives no effort: half an hour. In hundredths of an hour. */
const usual = 50

/** What an action of a kind takes, in hundredths of an hour. */
export type Effort = (kind: string) => number

/** What an action of a kind takes in hundredths of an hour, by `care.effort` (hours). */
export const effortBy =
  (effort: Readonly<Record<string, number>>): Effort =>
  (kind) =>
    Math.round((effort[kind] ?? usual / 100) * 100)
