import {
  BulbOutlined,
  GlobalOutlined,
  KeyOutlined,
  LogoutOutlined,
  QuestionCircleOutlined,
  RightOutlined,
  ThunderboltOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import { type Command, type Screens, useScreens } from '../../../platform/web/screens.ts'
import { themes, useMay } from '../../../platform/web/session.ts'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useChoosing } from '../person-menu.tsx'
import { languages, usePreferences } from '../preferences.tsx'

/** A line of the palette that does something or leads somewhere. */
export type Entry = {
  readonly key: string
  readonly group: 'record' | 'action' | 'view'
  readonly title: string
  /** Whatever it is found by. */
  readonly words: readonly string[]
  readonly icon: ComponentType
  readonly note?: string | undefined
  /** The key that does the same. */
  readonly hint?: string | undefined
  readonly disabledBecause?: string | undefined
  readonly act: () => void
}

export type EntriesOptions = { readonly openKeys: () => void; readonly signOut: () => void }

/** All that the palette can do and where it can lead: what the rooms offer, the screens this person may open, and the shell's own. */
export function useEntries(options: EntriesOptions): readonly Entry[] {
  const actions = useActions()
  const own = useOwn(options)
  const views = useViews()
  return [...actions, ...own, ...views]
}

function useActions(): Entry[] {
  const say = useSay()
  const go = useGo()
  const may = useMay()
  const address = useAddress()
  const screens = useScreens()
  // Each room's hook is called in the same order each time: the rooms never change.
  // biome-ignore lint/correctness/useHookAtTopLevel: see above
  const offered: readonly Command[] = screens.flatMap((s) => [...(s.commands ?? []), ...(s.useCommands?.() ?? [])])
  return offered.map((c) => {
    const title = c.title ?? say(c.key)
    return {
      key: c.key,
      group: c.isView ? 'view' : 'action',
      title,
      words: [title, ...(c.alsoCalled ? say(c.alsoCalled).split(' ') : [])],
      icon: c.icon ?? ThunderboltOutlined,
      hint: c.hint,
      disabledBecause: may(c.permission) ? undefined : say(c.refused ?? 'shell.no-right'),
      act: () => go(address(c.path)),
    }
  })
}

/** `?log=new` stands for the page one is on, with that beside what its address says. */
function useAddress(): (path: string) => string {
  const here = usePathname()
  const search = useSearchText()
  return (path) => {
    if (!path.startsWith('?')) return path
    const next = new URLSearchParams(search)
    for (const [name, value] of new URLSearchParams(path)) next.set(name, value)
    return `${here}?${next}`
  }
}

function useOwn({ openKeys, signOut }: EntriesOptions): Entry[] {
  const say = useSay()
  const go = useGo()
  const { locale, theme } = usePreferences()
  const { choose } = useChoosing()
  const entry = (key: string, title: string, icon: ComponentType, act: () => void, more: Partial<Entry> = {}): Entry => ({
    ...{ key, group: 'action', title, words: [title, say('shell.also-settings')], icon, act },
    ...more,
  })
  return [
    ...themes
      .filter((t) => t !== theme)
      .map((t) => entry(`theme-${t}`, say('palette.theme', { theme: say(`shell.theme-${t}`) }), BulbOutlined, () => choose({ theme: t }))),
    ...languages
      .filter((l) => l.value !== locale)
      .map((l) =>
        entry(`language-${l.value}`, say('palette.language', { language: l.label }), GlobalOutlined, () => choose({ locale: l.value })),
      ),
    entry('keys', say('palette.keys'), QuestionCircleOutlined, openKeys, { hint: '?' }),
    entry('account', say('shell.account'), KeyOutlined, () => go('/me')),
    entry('sign-out', say('shell.sign-out'), LogoutOutlined, signOut),
  ]
}

function useViews(): Entry[] {
  const say = useSay()
  const go = useGo()
  const may = useMay()
  const screens = useScreens()
  const icons = new Map(screens.flatMap((s) => s.menu.map((m): [string, ComponentType] => [m.path, m.icon])))
  return placesIn(screens)
    .filter((r) => may(r.permission))
    .map((r) => {
      const title = say(r.title)
      return { key: r.path, group: 'view', title, words: [title], icon: icons.get(r.path) ?? RightOutlined, act: () => go(r.path) }
    })
}

/** Screens with an address of their own: not single records, not what needs no signing in, not what an action opens. */
function placesIn(screens: readonly Screens[]) {
  const acted = new Set(screens.flatMap((s) => s.commands?.map((c) => c.path) ?? []))
  return screens.flatMap((s) => s.routes).filter((r) => !r.bare && !r.path.includes(':') && !acted.has(r.path))
}
