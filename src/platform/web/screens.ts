import { type ComponentType, createContext, type LazyExoticComponent, lazy, use } from 'react'
import type { Texts } from '../../core/text.ts'

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
  /** A hook: how many wait, and whether one is late. */
  readonly useCount?: () => { count: number; late?: boolean } | undefined
}

/** What a room shows on a customer's page: a tab in the middle, a panel at the right, or the value of a fact in the strip under the name. */
export type CustomerTab = {
  readonly key: string
  readonly title: string
  readonly place: 'tab' | 'side' | 'strip'
  readonly order: number
  readonly permission?: string
  readonly component: Lazy<{ customerId: number }>
}

/** A tier as its room draws it: a badge that answers why. `tier` is null while nothing was assessed. */
export type CustomerTierProps = { readonly customerId: number; readonly tier: string | null; readonly big?: boolean }

/** What a room's `web/screens.tsx` offers the shell. */
export type Screens = {
  readonly routes: readonly ScreenRoute[]
  readonly menu: readonly MenuItem[]
  readonly customerTabs?: readonly CustomerTab[]
  /** Draws a customer's tier in lists and on its page. */
  readonly customerTier?: Lazy<CustomerTierProps>
  /** The sign-in form, for the window that appears when a session ends while somebody works. */
  readonly signIn?: Lazy<{ onSignedIn: () => void }>
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

/** The room's own drawing of a tier; undefined where no room has one. */
export const useCustomerTier = (): Lazy<CustomerTierProps> | undefined => use(Collected).find((s) => s.customerTier)?.customerTier

const drawn = new WeakMap<object, unknown>()

/** The component behind a `Lazy`, the same one each time; needs a `Suspense` around it. */
export function lazyPart<Props>(load: Lazy<Props>): LazyExoticComponent<ComponentType<Props>> {
  const known = drawn.get(load) ?? lazy(() => load().then((component) => ({ default: component })))
  drawn.set(load, known)
  return known as LazyExoticComponent<ComponentType<Props>>
}
