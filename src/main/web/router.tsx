import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import type { ScreenRoute, Screens } from '../../platform/web/screens.ts'
import { useScreens } from '../../platform/web/screens.ts'
import { useMay } from '../../platform/web/session.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { useSay } from '../../ui/say.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ToastProvider } from '../../ui/toast.tsx'
import { PublicGate, Redirect, SignedInGate } from './gate.tsx'
import { menuFor } from './menu.ts'
import { readSearch, writeSearch } from './return-path.ts'

/** The router over all rooms' screens: public ones bare, all others inside the shell. */
export function makeRouter(rooms: readonly Screens[]) {
  const root = createRootRoute({ component: Root, notFoundComponent: NoPage })
  const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: SignedInGate })
  const bare = createRoute({ getParentRoute: () => root, id: 'public', component: PublicGate })
  const screens = rooms.flatMap((r) => r.routes)
  const under = (parent: typeof shell | typeof bare, route: ScreenRoute) => {
    const Body = lazy(() => route.component().then((component) => ({ default: component })))
    const component = () => <Screen route={route} body={Body} />
    return createRoute({ getParentRoute: () => parent, path: route.path.replace(/:(\w+)/g, '$$$1'), component })
  }
  const own = [
    createRoute({ getParentRoute: () => shell, path: '/', component: Home }),
    under(shell, me),
    createRoute({ getParentRoute: () => shell, path: '$', component: NoPage }),
  ]
  return createRouter({
    routeTree: root.addChildren([
      shell.addChildren([...own, ...screens.filter((r) => !r.bare).map((r) => under(shell, r))]),
      bare.addChildren(screens.filter((r) => r.bare).map((r) => under(bare, r))),
    ]),
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NoPage,
  })
}

const me: ScreenRoute = { path: '/me', title: 'shell.me', component: () => import('./me.tsx').then((m) => m.Me) }

/** Words about what was done outlive the screen that did it. */
const Root = () => (
  <ToastProvider>
    <Outlet />
  </ToastProvider>
)

type ScreenProps = { route: ScreenRoute; body: ComponentType }

function Screen({ route, body: Body }: ScreenProps) {
  const say = useSay()
  const may = useMay()
  const title = say(route.title)
  useEffect(() => {
    document.title = `${title} · ${say('shell.product')}`
  }, [title, say])
  const { permission, about } = route
  return (
    <Suspense fallback={<Waiting />}>
      {permission && !route.bare && !may(permission) ? (
        <NoRight title={title} permission={permission} about={about && say(about)} />
      ) : (
        <Body />
      )}
    </Suspense>
  )
}

const Waiting = () => (
  <div className="k-waiting">
    <Skeleton rows={10} />
  </div>
)

const NoRight = lazy(() => import('../../modules/organisation/web/NoRight.tsx').then((m) => ({ default: m.NoRight })))

/** The first page the person may use. */
function Home() {
  const say = useSay()
  const may = useMay()
  const first = menuFor(useScreens(), may)[0]?.[0]
  if (first) return <Redirect to={first.path} />
  return (
    <Page title={say('shell.product')}>
      <Empty title={say('shell.nothing-yet')} why={say('shell.nothing-yet-text')} />
    </Page>
  )
}

function NoPage() {
  const say = useSay()
  return (
    <Page title={say('shell.no-page')}>
      <Empty title={say('shell.no-page')} why={say('shell.no-page-text')} action={<Button to="/">{say('shell.home')}</Button>} />
    </Page>
  )
}

/** A screen that failed, or whose file is gone after an update. */
function Broken({ error }: { error: unknown }) {
  const say = useSay()
  useEffect(() => console.error(error), [error])
  return (
    <Page title={say('shell.broken')}>
      <Empty
        title={say('shell.broken')}
        why={say('shell.broken-text')}
        action={<Button onClick={() => location.reload()}>{say('shell.reload')}</Button>}
      />
    </Page>
  )
}
