import { useMemo } from 'react'
import { sections } from '../../../core/industry-sections.ts'
import { defaultMacroRegions, provinces } from '../../../core/provinces.ts'
import type { Locale, Say } from '../../../core/text.ts'
import { call } from '../../../platform/web/client.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { may, useSession } from '../../../platform/web/session.ts'
import { declaredFields, type FilterField, type FilterOption as Option } from '../../../ui/list/filter-field.ts'
import { useLocale, useSay } from '../../../ui/say.tsx'
import { listUnits, peopleOptions } from '../../organisation/contract.ts'
import { customerFilterFields } from '../contract/filter-fields.ts'
import { customerFields, listCustomers } from '../contract.ts'
import { keyFields } from '../policy/completeness.ts'
import { defaultNeedTags } from '../policy/need-tags.ts'

const tiers = ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK']
const stages = ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST']
const derivedTags = [
  ...['FREQ_HIGH', 'FREQ_MID', 'FREQ_LOW', 'VALUE_HIGH', 'VALUE_MID', 'VALUE_LOW'],
  ...['TENURE_OLD', 'TENURE_NEW', 'ACTIVE', 'DORMANT', 'PROSPECT', 'AT_RISK'],
]

const words = (keys: readonly string[], prefix: string, say: Say) => keys.map((value) => ({ value, label: say(`${prefix}.${value}`) }))

/** People and units to choose from; read once for the whole screen. */
export function useOwners(): { people: { value: number; label: string }[]; units: { value: number; label: string }[] } {
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  return useMemo(
    () => ({
      people: (people ?? []).map((p) => ({ value: p.id, label: p.name })),
      units: (units ?? []).map((u) => ({ value: u.id, label: u.name })),
    }),
    [people, units],
  )
}

const groups: readonly (readonly [group: string, fields: readonly Field[]])[] = [
  ['standing', ['tier', 'stage', 'tierSince', 'points', 'class', 'tags', 'status', 'ownerId', 'unitId']],
  ['trade', ['lastOrderOn', 'firstOrderOn', 'amount12m', 'netTotal', 'orders']],
  ['care', ['openTasks', 'lateTasks', 'nextTaskOn', 'lastContactOn', 'lastMaintenanceOn', 'lastVisitOn', 'lastProductVisitOn']],
  ['place', ['macroRegion', 'provinceCode', 'cityCode', 'district', 'address', 'industryCode']],
]
type Field = keyof typeof customerFilterFields
const groupOf = (key: Field): string => groups.find(([, fields]) => fields.includes(key))?.[0] ?? 'file'

/** Fields with a column of their own are called as there. */
const isEntered = (key: string): boolean => Object.hasOwn(customerFields.shape, key) || key === 'customerNo'

async function cities(): Promise<Option[]> {
  const { citiesOf } = await import('../../../core/regions.ts')
  return provinces().flatMap((p) => citiesOf(p.code).map((c) => ({ value: c.code, label: c.short })))
}

async function agents(): Promise<Option[]> {
  const { rows } = await call(listCustomers, { where: 'kind.is(AGENT)', limit: 200 })
  return rows.map((c) => ({ value: String(c.id), label: c.name }))
}

/** What the customer list can be narrowed by, in the order people look for it. */
export function useFilterFields(): readonly FilterField[] {
  const say = useSay()
  const locale = useLocale()
  const session = useSession().data
  const { people, units } = useOwners()
  return useMemo(() => {
    const coded = (key: 'segment' | 'kind' | 'sizeClass', codes: readonly string[]) => ({
      options: words(codes, `customers.field.${key}`, say),
    })
    const texted = (options: readonly { value: number; label: string }[]) =>
      options.map((o) => ({ value: String(o.value), label: o.label }))
    const fields = declaredFields(customerFilterFields, {
      title: (key) => say(isEntered(key) ? `customers.field.${key}` : `customers.filter.${key}`),
      group: (key) => say(`customers.filters.${groupOf(key)}`),
      // Whether somebody sees numbers masked the page does not know; the search finds them by their last digits.
      may: ({ permission, masked }) => !masked && may(session, permission),
      more: {
        tier: { options: words(tiers, 'tier', say) },
        stage: { options: words(stages, 'stage', say) },
        class: { options: words(['KEY', 'GENERAL'], 'customers.class', say) },
        status: { options: words(['ACTIVE', 'INACTIVE'], 'customers.status', say) },
        segment: coded('segment', ['B', 'C']),
        kind: coded('kind', ['COMPANY', 'PERSON', 'AGENT']),
        sizeClass: coded('sizeClass', ['LARGE', 'MEDIUM', 'SMALL', 'MICRO']),
        tags: { options: [...words(derivedTags, 'tag', say), ...needTags(locale)], free: true },
        ownerId: { options: [{ value: 'me', label: say('customers.filter.me') }, ...texted(people)] },
        unitId: { options: texted(units) },
        agentId: { load: agents },
        macroRegion: { options: words(Object.keys(defaultMacroRegions), 'region', say) },
        provinceCode: { options: provinces().map((p) => ({ value: p.code, label: p.short })) },
        cityCode: { load: cities },
        industryCode: { options: sections().map((s) => ({ value: s.code, label: `${s.code} ${s.name}` })) },
        missing: { options: words(keyFields, 'customers.missing', say) },
      },
    })
    const order: readonly string[] = groups.flatMap(([, keys]) => keys)
    const place = (key: string): number => order.indexOf(key) + 1 || order.length + 1
    return fields.sort((a, b) => place(a.key) - place(b.key))
  }, [say, locale, session, people, units])
}

const needTags = (locale: Locale): Option[] => defaultNeedTags.map((n) => ({ value: n.code, label: locale === 'en' ? n.en : n.zh }))
