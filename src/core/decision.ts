/** Facts a refusal carries: what `text.ts` needs to say it in the reader's language. */
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly string[] | readonly number[]>>

/** What a rule answers: yes with a value, or no with the rule's name and the facts that decided. */
export type Decision<T> = { ok: true; value: T } | { ok: false; rule: string; facts: Facts }

export const allow = <T>(value: T): Decision<T> => ({ ok: true, value })
export const refuse = (rule: string, facts: Facts = {}): Decision<never> => ({ ok: false, rule, facts })

/** The first refusal in the list, if any rule objects. */
export function firstRefusal<Case>(rules: readonly ((c: Case) => Decision<true>)[], c: Case): Decision<never> | undefined {
  for (const rule of rules) {
    const answer = rule(c)
    if (!answer.ok) return answer
  }
  return undefined
}
