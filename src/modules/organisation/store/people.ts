import { found } from '../../../core/problem.ts'
import type { Locale } from '../../../core/text.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { PersonFields } from '../contract.ts'

/** Holds the company's own row: changes of who may do what come one after another, so that two cannot each remove the other. */
export async function lockCompany(tx: Tx): Promise<{ name: string; setUpAt: Date | null }> {
  const row = await tx.selectFrom('company_profile').select(['name', 'set_up_at']).forUpdate().executeTakeFirstOrThrow()
  return { name: row.name, setUpAt: row.set_up_at }
}

export async function markSetUp(tx: Tx, fields: { name?: string | undefined; locale: Locale }, now: Date): Promise<void> {
  await tx
    .updateTable('company_profile')
    .set((c) => ({
      set_up_at: now,
      locale: fields.locale,
      version: c('version', '+', 1),
      ...(fields.name === undefined ? {} : { name: fields.name }),
    }))
    .execute()
}

const columns = (fields: Partial<PersonFields>) => ({
  ...(fields.login === undefined ? {} : { login: fields.login }),
  ...(fields.name === undefined ? {} : { name: fields.name }),
  ...(fields.unitId === undefined ? {} : { unit_id: fields.unitId }),
  ...(fields.phone === undefined ? {} : { phone: fields.phone }),
  ...(fields.email === undefined ? {} : { email: fields.email }),
})

/** A person begins in the language of the company. */
export async function insertPerson(tx: Tx, fields: PersonFields): Promise<number> {
  const { login, name } = fields
  const row = await tx
    .insertInto('person')
    .values((p) => ({ ...columns(fields), login, name, locale: p.selectFrom('company_profile').select('locale') }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await replaceRoles(tx, row.id, fields.roles)
  return row.id
}

/** Holds a person's row until the transaction ends and answers its version. */
export async function lockPerson(tx: Tx, id: number): Promise<number> {
  const row = await tx.selectFrom('person').select('version').where('id', '=', id).forUpdate().executeTakeFirst()
  return found(row, 'person').version
}

/** Saves the fields given and moves the version on. */
export async function savePerson(tx: Tx, id: number, fields: Partial<PersonFields> & { active?: boolean }): Promise<void> {
  const { active, roles } = fields
  await tx
    .updateTable('person')
    .set((p) => ({ ...columns(fields), ...(active === undefined ? {} : { active }), version: p('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  if (roles) await replaceRoles(tx, id, roles)
}

async function replaceRoles(tx: Tx, personId: number, roles: readonly string[]): Promise<void> {
  await tx.deleteFrom('person_role').where('person_id', '=', personId).execute()
  const rows = [...new Set(roles)].map((key) => ({ person_id: personId, role_key: key }))
  if (rows.length > 0) await tx.insertInto('person_role').values(rows).execute()
}

export async function savePassword(tx: Tx, personId: number, hash: string, now: Date): Promise<void> {
  await tx.updateTable('person').set({ password_hash: hash, password_changed_at: now }).where('id', '=', personId).execute()
}

export async function savePreferences(tx: Tx, personId: number, chosen: { locale?: string; theme?: string }): Promise<void> {
  await tx.updateTable('person').set(chosen).where('id', '=', personId).execute()
}

export async function replaceAssisted(tx: Tx, assistantId: number, personIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('assistance').where('assistant_id', '=', assistantId).execute()
  const rows = [...new Set(personIds)].map((personId) => ({ assistant_id: assistantId, person_id: personId }))
  if (rows.length > 0) await tx.insertInto('assistance').values(rows).execute()
}
