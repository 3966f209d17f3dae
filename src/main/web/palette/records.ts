import { SearchOutlined, TeamOutlined } from '@ant-design/icons'
import { listCustomers } from '../../../modules/customers/contract.ts'
import type { Failure } from '../../../platform/web/failure.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { useGo } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { Entry } from './entries.ts'

const most = 6

export type Records = {
  readonly records: readonly Entry[]
  /** The way to all of them, in their list. */
  readonly more: readonly Entry[]
  readonly problem: Failure | undefined
  readonly again: () => void
}

/** Customers that fit what is typed: by characters, Simplified or Traditional, pinyin, initials, number or the end of a phone. */
export function useRecords(typed: string): Records {
  const say = useSay()
  const go = useGo()
  const mayRead = useMay()(listCustomers.permission)
  const asked = typed.length > 0 && mayRead
  const { data, problem, again } = useRead(listCustomers, { q: typed.slice(0, 100), limit: most }, { when: asked, keepLast: true })
  const address = `/customers?${new URLSearchParams({ q: typed })}`
  const all: Entry = {
    ...{ key: 'search-customers', group: 'record', title: say('palette.all-customers', { typed }), words: [], icon: SearchOutlined },
    act: () => go(address),
  }
  const rows = asked ? (data?.rows ?? []) : []
  return {
    problem: asked ? problem : undefined,
    again,
    records: rows.map((c) => ({
      ...{ key: `customer-${c.id}`, group: 'record', title: c.name, note: c.customerNo, words: [], icon: TeamOutlined },
      act: () => go(`/customers/${c.id}`),
    })),
    more: asked ? [all] : [],
  }
}
