import { sql } from 'kysely'
import { type Day, dayNumber } from '../../core/day.ts'
import type { Facts } from '../../core/decision.ts'
import type { Tx } from '../../platform/db/db.ts'
import { tellPeople } from '../../platform/live/tell.ts'
import type { NoticeKind, SubjectKind } from './contract.ts'

/** Something one person is to be told. Person, kind, subject and step are its key. */
export type NewNotice = {
  personId: number
  kind: NoticeKind
  subject: { kind: Exclude<SubjectKind, 'DAY'>; id: number }
  step: string
  /** Whose deletion takes the notice along, and who must be in sight for it to be seen. */
  customerId: number | null
  /** The rule that has it told. */
  cause: { rule: string; policyVersion: number } | null
  /** No names of customers: those may be erased. */
  facts: Facts
}

type Told = { at: Date; on: Day }
export type Added = { id: number; personId: number; kind: string }

const keyOf = ({ personId, kind, subject, step }: NewNotice): string => JSON.stringify([personId, kind, subject.kind, subject.id, step])

/** Writes what was not told yet and answers it; always in one order, so that no two changes wait in a ring. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[], { at, on }: Told): Promise<Added[]> {
  if (notices.length === 0) return []
  const sorted = notices.map((n) => [keyOf(n), n] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = sorted.map(([, { subject, cause, facts, ...n }]) => ({
    ...n,
    subjectKind: subject.kind,
    subjectId: subject.id,
    rule: cause?.rule ?? null,
    policyVersion: cause?.policyVersion ?? null,
    facts: JSON.stringify(facts),
  }))
  const { rows } = await sql<Added>`
    insert into notice (person_id, kind, subject_kind, subject_id, step, customer_id, rule_id, policy_version, facts, told_on, created_at)
    select x."personId", x.kind, x."subjectKind", x."subjectId", x.step, x."customerId", x.rule, x."policyVersion", x.facts,
      ${on}::date, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(lines)}::json) as x("personId" bigint, kind text, "subjectKind" text, "subjectId" bigint,
      step text, "customerId" bigint, rule text, "policyVersion" int, facts text)
    on conflict (person_id, kind, subject_kind, subject_id, step) do nothing
    returning id, person_id as "personId", kind`.execute(tx)
  const told = rows.map((r) => r.personId)
  await tellPeople(tx, 'notice', told)
  return rows
}

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

/**
 * Puts what these people were told on a day behind one notice a kind, where it is more than `above`. The one is unread again when
 * something new has come behind it; the same however often and in whatever parts it was told.
 */
export async function foldDay(tx: Tx, added: readonly Added[], above: number, { at, on }: Told): Promise<void> {
  if (added.length === 0) return
  const piles = [...new Set(added.map(({ personId, kind }) => JSON.stringify({ personId, kind })))].sort()
  const touched = sql`json_to_recordset(${`[${piles.join()}]`}::json) as t("personId" bigint, kind text)`
  await sql`
    insert into notice (person_id, kind, subject_kind, subject_id, rule_id, policy_version, facts, told_on, created_at)
    select n.person_id, n.kind, 'DAY', ${dayNumber(on)}::bigint, min(n.rule_id), case when min(n.rule_id) is null then null else max(n.policy_version) end, '{}',
      ${on}::date, ${at}::timestamptz
    from ${touched} join notice n on n.person_id = t."personId" and n.kind = t.kind and n.told_on = ${on}::date and n.subject_kind <> 'DAY'
    group by n.person_id, n.kind having count(*) > ${above}
    on conflict (person_id, kind, subject_kind, subject_id, step) do nothing`.execute(tx)
  const { rows } = await sql<{ id: number }>`
    update notice n set digest_id = d.id
    from ${touched} join notice d on d.person_id = t."personId" and d.kind = t.kind and d.subject_kind = 'DAY' and d.subject_id = ${dayNumber(on)}::bigint
    where n.person_id = d.person_id and n.kind = d.kind and n.told_on = d.told_on and n.subject_kind <> 'DAY' and n.digest_id is null
    returning d.id`.execute(tx)
  const grown = [...new Set(rows.map((r) => r.id))].sort((a, b) => a - b)
  await tx.updateTable('notice').set({ read_at: null }).where('id', '=', idList(grown)).where('read_at', 'is not', null).execute()
}

/** Marks a person's notices, all of them or these with what stands behind them, and answers how many of those named were unread. */
export async function saveRead(tx: Tx, personId: number, ids: readonly number[] | 'ALL', at: Date): Promise<number> {
  const unread = tx.updateTable('notice').set({ read_at: at }).where('person_id', '=', personId).where('read_at', 'is', null)
  const marked = await (ids === 'ALL' ? unread : unread.where('id', '=', idList(ids))).returning(['id', 'digest_id']).execute()
  if (ids !== 'ALL') await unread.where('digest_id', '=', idList(ids)).execute()
  await tellPeople(tx, 'notice', [personId])
  return marked.filter((row) => ids !== 'ALL' || row.digest_id === null).length
}
