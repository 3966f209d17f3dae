import { type ChangeContext, isNamed } from './action.ts'
import type { StoredFile } from './files.ts'
import { sightText } from './scope.ts'

const dayMs = 86_400_000

/**
 * Makes a file by `write` and files it under the caller, who alone can fetch it, for a week, and only while they still hold the
 * permission it was made under and still see as much.
 */
export async function keepFile(
  { tx, company, actor, scope, permission, now }: ChangeContext,
  about: { name: string; purpose: string; mediaType: string },
  write: (path: string) => Promise<void>,
): Promise<StoredFile> {
  const made = await company.files.make(write)
  await tx
    .insertInto('file')
    .values({
      id: made.id,
      name: about.name,
      media_type: about.mediaType,
      size: made.size,
      sha256: made.sha256,
      purpose: about.purpose,
      permission: isNamed(permission) ? permission : null,
      sight: sightText(scope),
      created_by: actor.personId,
      created_by_kind: actor.kind,
      created_at: now,
      expires_at: new Date(now.getTime() + 7 * dayMs),
    })
    .execute()
  return made
}
