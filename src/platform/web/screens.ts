import { type ComponentType, createContext, use } from 'react'
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
  /** Place among the five tabs of a phone (1–4; the fifth is the person). */
  readonly phone?: number
  /** On a phone, drawn as the button that adds something. */
  readonly adds?: boolean
  /** A hook: how many wait, and whether one is late. */
  readonly useCount?: () => { count: number; late?: boolean } | undefined
}

/** What a room shows on a customer's page: a tab in the middle, or a panel at the right. */
export type CustomerTab = {
  readonly key: string
  readonly title: string
  readonly place: 'tab' | 'side'
  readonly order: number
  readonly permission?: string
  readonly component: Lazy<{ customerId: number }>
}

/** What a room's `web/screens.tsx` offers the shell. */
export type Screens = {
  readonly routes: readonly ScreenRoute[]
  readonly menu: readonly MenuItem[]
  readonly customerTabs?: readonly CustomerTab[]
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
