import { type MenuItem, menuGroups, type Screens } from '../../platform/web/screens.ts'

type May = (permission: string | undefined) => boolean

/** The menu a person sees: groups in their order, without what they may not use and without empty groups. */
export function menuFor(rooms: readonly Pick<Screens, 'menu'>[], may: May): MenuItem[][] {
  const items = rooms.flatMap((r) => r.menu).filter((i) => may(i.permission))
  return menuGroups.map((g) => items.filter((i) => i.group === g).sort((a, b) => a.order - b.order)).filter((g) => g.length > 0)
}

const unnumbered = 100

/** The menu beside the screen, without what only a phone has there. */
export const deskMenu = (groups: readonly (readonly MenuItem[])[]): MenuItem[][] =>
  groups.map((g) => g.filter((i) => !i.onlyPhone)).filter((g) => g.length > 0)

/** The four tabs at the bottom of a phone, numbered entries first; the fifth is the person, whose page leads to `rest`. */
export function phoneTabs(groups: readonly (readonly MenuItem[])[]): { tabs: MenuItem[]; rest: MenuItem[] } {
  const items = groups.flat().toSorted((a, b) => (a.phone ?? unnumbered) - (b.phone ?? unnumbered))
  return { tabs: items.slice(0, 4), rest: items.slice(4) }
}

/** Whether `path` lies in the part of the product that `item` opens; the longest match wins over its neighbours. */
export function isCurrent(item: MenuItem, path: string, items: readonly MenuItem[]): boolean {
  const fits = (i: MenuItem) => path === i.path || path.startsWith(`${i.path}/`)
  return fits(item) && !items.some((other) => other.path.length > item.path.length && fits(other))
}
