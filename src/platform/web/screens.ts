import { type ComponentType, createContext, type LazyExoticComponent, lazy, use } from 'react'
import type { Day } from '../../core/day.ts'
import type { Say, Texts } from '../../core/text.ts'

/** Fetched when first shown: `() => import('./customer-list.tsx').then((m) => m.CustomerList)`. */
export type Lazy<Props = object> = () => Promise<ComponentType<Props>>

export type ScreenRoute = {
  /** With `:id` parts: `/customers/:id`. */
  readonly path: `/${string}`
  readonly component: Lazy
  /** Text key of the browser's title. */
  readonly title: string
  readonly permission?: string
  /** Shown without the shell and without signing in. */
  readonly bare?: boolean
}

export const menuGroups = ['daily', 'growth', 'insight'] as const

export type MenuItem = {
  /** Text key of the words. */
  readonly key: string
  readonly icon: ComponentType
  readonly path: `/${string}`
  readonly group: (typeof menuGroups)[number]
  /** Place within the group: small first. */
  readonly order: number
  readonly permission?: string
  /** Place among the tabs of a phone: numbered entries come first, others fill up to four; the fifth is the person. */
  readonly phone?: number
  /** On a phone, drawn as the button that adds something. */
  readonly adds?: boolean
  /** Not in the menu beside the screen: there a page's own button does it. */
  readonly onlyPhone?: boolean
  /** A hook: how many wait, and whether one is late. */
  readonly useCount?: () => { count: number; late?: boolean } | undefined
}

/**
 * What a room shows on a customer's page: a tab in the middle, a panel at the right, the value of a fact in the strip under the name, or
 * a button in the page's head, on a phone a large one under the name. `pins`: over the timeline. `row`: a small button in the customer's
 * row of the list.
 */
export type CustomerTab = {
  readonly key: string
  readonly title: string
  readonly place: 'tab' | 'side' | 'strip' | 'action' | 'pins' | 'row'
  readonly order: number
  readonly permission?: string
  readonly component: Lazy<{ customerId: number }>
}

/** What a room adds beside a person's own day on Today, for those its permission makes it for. It draws its own panel, or nothing. */
export type TodayPanel = { readonly key: string; readonly order: number; readonly permission: string; readonly component: Lazy }

/** A tier as its room draws it: a badge that answers why. `tier` is null while nothing was assessed. */
export type CustomerTierProps = { readonly customerId: number; readonly tier: string | null; readonly big?: boolean }

/** What a request for approval is about: a word or two, its facts, and where to look. */
export type Asked = {
  readonly what?: string
  readonly facts: readonly { readonly key: string; readonly label: string; readonly value: string }[]
  readonly to?: string
}

/** The words of a room for the facts it has put into a request. */
export type AskedWords = (facts: Readonly<Record<string, unknown>>, say: Say, today: Day) => Asked

/** What a room's `web/screens.tsx` offers the shell. */
export type Screens = {
  readonly routes: readonly ScreenRoute[]
  readonly menu: readonly MenuItem[]
  readonly customerTabs?: readonly CustomerTab[]
  readonly todayPanels?: readonly TodayPanel[]
  /** Draws a customer's tier in lists and on its page. */
  readonly customerTier?: Lazy<CustomerTierProps>
  /** The sign-in form, for the window that appears when a session ends while somebody works. */
  readonly signIn?: Lazy<{ onSignedIn: () => void }>
  /** What this room's requests for approval say, by their kind; without one their facts stand as they are. */
  readonly approvals?: Readonly<Record<string, AskedWords>>
  /** Stands beside every screen of whoever is signed in: what a key or the address opens over it. */
  readonly everywhere?: Lazy
  readonly texts: Texts
}

const Collected = createContext<readonly Screens[]>([])
export const ScreensProvider = Collected.Provider

/** What all rooms offer, in the order of the house. */
export const useScreens = (): readonly Screens[] => use(Collected)

export const useCustomerTabs = (): readonly CustomerTab[] =>
  use(Collected)
    .flatMap((s) => s.customerTabs ?? [])
    .sort((a, b) => a.order - b.order)

export const useTodayPanels = (): readonly TodayPanel[] =>
  use(Collected)
    .flatMap((s) => s.todayPanels ?? [])
    .sort((a, b) => a.order - b.order)

/** The room's own drawing of a tier; undefined where no room has one. */
export const useCustomerTier = (): Lazy<CustomerTierProps> | undefined => use(Collected).find((s) => s.customerTier)?.customerTier

/** The asking room's own words for a kind of request; undefined where it has none. */
export function useAskedWords(): (kind: string) => AskedWords | undefined {
  const screens = use(Collected)
  return (kind) => screens.find((s) => s.approvals?.[kind])?.approvals?.[kind]
}

const drawn = new WeakMap<object, unknown>()

/** The component behind a `Lazy`, the same one each time; needs a `Suspense` around it. */
export function lazyPart<Props>(load: Lazy<Props>): LazyExoticComponent<ComponentType<Props>> {
  const known = drawn.get(load) ?? lazy(() => load().then((component) => ({ default: component })))
  drawn.set(load, known)
  return known as LazyExoticComponent<ComponentType<Props>>
}
