/** How long the trail is kept, in days: the law asks for six months of logs (网络安全法), nobody can set less. */
export const retentionDays = { least: 180, usual: 1_095 } as const

/** An event as a seal sees it: everything of its row, the instant in microseconds since 1970, values by their hash alone. */
export type SealedEvent = {
  id: number
  name: string
  atMicros: number
  actorKind: string
  actorId: number | null
  actorName: string
  requestId: string | null
  changeId: string
  jobId: number | null
  subjectKind: string
  subjectId: number
  subjectVersion: number | null
  customerId: number | null
  ruleId: string | null
  policyVersion: number | null
  facts: string | null
  fields: readonly string[]
  valueHash: string | null
}

/** The one text of an event: a JSON list in fixed order, which holds no line end. */
export const sealedText = (e: SealedEvent): string =>
  JSON.stringify([
    ...[e.id, e.name, e.atMicros, e.actorKind, e.actorId, e.actorName, e.requestId, e.changeId, e.jobId],
    ...[e.subjectKind, e.subjectId, e.subjectVersion, e.customerId, e.ruleId, e.policyVersion, e.facts],
    ...[e.fields, e.valueHash],
  ])

export type SealRange = { firstEventId: number; lastEventId: number; events: number; sealedAtMicros: number; previousHash: string | null }

/** What a seal says of itself, before its events: its format, its place in the chain and its time. */
export const sealedHead = (s: SealRange): string =>
  JSON.stringify(['kewei-seal-1', s.previousHash, s.firstEventId, s.lastEventId, s.events, s.sealedAtMicros])

/** Where a seal's range does not follow the one before it, if so. */
export const followsOn = (
  s: SealRange,
  previous: { lastEventId: number; hash: string } | undefined,
): 'SEAL_CHAIN' | 'SEAL_RANGE' | undefined => {
  if (s.previousHash !== (previous?.hash ?? null)) return 'SEAL_CHAIN'
  if ((previous !== undefined && s.firstEventId <= previous.lastEventId) || s.lastEventId < s.firstEventId) return 'SEAL_RANGE'
  return undefined
}

const sensitive = new Set(['mobile', 'phone', 'fax', 'email', 'wechat', 'birthday'])

/** Values without the contact details of persons, however deep they lie. */
export function withoutSensitive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSensitive)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !sensitive.has(key.toLowerCase()))
      .map(([key, inner]) => [key, withoutSensitive(inner)]),
  )
}

/** Kinds of records that values point at: people, units and customers by number, roles and posts by key. */
export const namedKinds = ['person', 'unit', 'customer', 'role', 'post'] as const
export type NamedKind = (typeof namedKinds)[number]
type Pointers = Readonly<Record<string, NamedKind>>

const pointers: Pointers = {
  ownerId: 'person',
  personId: 'person',
  deputyId: 'person',
  assistantId: 'person',
  assigneeId: 'person',
  deciderId: 'person',
  doneBy: 'person',
  assists: 'person',
  unitId: 'unit',
  parentId: 'unit',
  customerId: 'customer',
  agentId: 'customer',
  roles: 'role',
  roleKey: 'role',
  postKey: 'post',
  deciderPost: 'post',
}
/** A `key` names the subject itself. */
const ownKeys: Pointers = { role: 'role', post: 'post' }

/** Columns are stored as `credit_code`, screens say `creditCode`. */
export const camel = (field: string): string => field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** What the value of a field of a subject of this kind is the number or key of, if of anything. */
export const pointsAt = (kind: string, field: string): NamedKind | undefined =>
  field === 'key' ? ownKeys[kind] : Object.hasOwn(pointers, camel(field)) ? pointers[camel(field)] : undefined

export type Pointed = Record<NamedKind, Set<string | number>>

/** Everything that values point at, however deep it lies. */
export function pointedAt(kind: string, values: unknown, into: Pointed = emptyPointed()): Pointed {
  if (Array.isArray(values)) for (const value of values) pointedAt(kind, value, into)
  else if (typeof values === 'object' && values !== null) {
    for (const [field, value] of Object.entries(values)) {
      const target = pointsAt(kind, field)
      for (const one of Array.isArray(value) ? value : [value]) {
        if (target && (typeof one === 'number' || typeof one === 'string')) into[target].add(one)
        else pointedAt(kind, one, into)
      }
    }
  }
  return into
}

const emptyPointed = (): Pointed => ({ person: new Set(), unit: new Set(), customer: new Set(), role: new Set(), post: new Set() })
