import { Tabs } from 'antd'
import { type ComponentType, createContext, type ReactNode, Suspense, use } from 'react'
import type { View } from './list-props.ts'
import type { ListState } from './use-list-query.ts'

export type ViewBarProps = {
  /** The tabs the list itself brings; the first shows everything. */
  quick: readonly View[]
  state: ListState
}

export type SavedViewsProps = ViewBarProps & {
  /** Under which id views of the list are kept. */
  list: string
  /** The columns as a view would keep them. */
  columns: string | undefined
}

const Saved = createContext<ComponentType<SavedViewsProps> | undefined>(undefined)

/** What draws the tabs of lists whose views can be saved; without it they have their own tabs only. */
export const SavedViewsProvider = Saved.Provider

/** The line over a list: the tabs it brings, then the views people saved. */
export function ViewBar({ saved, columns, ...bar }: ViewBarProps & { saved: string | undefined; columns: string | undefined }) {
  const SavedViews = use(Saved)
  const plain = bar.quick.length > 0 && <QuickTabs {...bar} />
  if (!SavedViews || saved === undefined) return plain
  return (
    <Suspense fallback={plain}>
      <SavedViews key={saved} list={saved} columns={columns} {...bar} />
    </Suspense>
  )
}

export const quickTab = ({ key, title, count }: View): { key: string; label: ReactNode } => ({
  key,
  label: (
    <>
      {title}
      {count !== undefined && <small>{count}</small>}
    </>
  ),
})

function QuickTabs({ quick, state }: ViewBarProps) {
  const [first] = quick
  return (
    <Tabs
      className="k-views"
      size="small"
      activeKey={state.query.view ?? first?.key ?? ''}
      onChange={(view) => state.change({ view: view === first?.key ? undefined : view })}
      items={quick.map(quickTab)}
    />
  )
}
