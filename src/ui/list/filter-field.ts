import { type FilterDeclaration, type FilterFields, type FilterKind, type FilterOp, opsOf as opsOfKind } from '../../core/filter.ts'

export type FilterOption = { readonly value: string; readonly label: string }

export type FilterField = {
  readonly key: string
  readonly title: string
  readonly kind: FilterKind
  /** For choices, people, units. */
  readonly options?: readonly FilterOption[]
  /** Brings the options when the field is first asked for. */
  readonly load?: () => Promise<readonly FilterOption[]>
  /** A choice of one value only. */
  readonly one?: boolean
  /** Which conditions the server knows, where not the usual ones of the kind. */
  readonly ops?: readonly FilterOp[]
  /** Under which heading it stands where there are many. */
  readonly group?: string
  /** The list takes `where`: it knows days counted from today, and stretches of the calendar. */
  readonly relative?: boolean
  /** Values may be typed that are no option. */
  readonly free?: boolean
}

const usual: Readonly<Record<FilterKind, readonly FilterOp[]>> = {
  choice: ['is', 'not'],
  tags: ['is', 'not'],
  text: ['has'],
  number: ['from', 'to'],
  money: ['from', 'to'],
  percent: ['from', 'to'],
  day: ['within', 'from', 'to'],
  flag: ['is'],
  person: ['is', 'not'],
  unit: ['is', 'not'],
  customer: ['is', 'not'],
}
export const opsOf = (field: FilterField): readonly FilterOp[] => field.ops ?? usual[field.kind]

const many: readonly FilterKind[] = ['choice', 'tags', 'person', 'unit', 'customer']
/** Whether a condition on the field names any number of values. */
export const takesMany = ({ kind }: Pick<FilterField, 'kind'>): boolean => many.includes(kind)

type Named<F> = {
  readonly title: (key: keyof F & string) => string
  readonly group?: (key: keyof F & string) => string
  readonly more?: { readonly [K in keyof F]?: Pick<FilterField, 'options' | 'load' | 'free'> }
  /** Fields whoever looks may not ask for are left out. */
  readonly may: (declared: FilterDeclaration) => boolean
}

/** The fields a list declares, as its filter builder shows them. */
export function declaredFields<F extends FilterFields>(declared: F, { title, group, more = {}, may }: Named<F>): FilterField[] {
  const keys: (keyof F & string)[] = Object.keys(declared)
  return keys.flatMap((key): FilterField[] => {
    const field = declared[key]
    if (!field || !may(field)) return []
    const ops = opsOfKind(field)
    return [{ key, title: title(key), kind: field.kind, ops, relative: true, ...(group && { group: group(key) }), ...more[key] }]
  })
}
