import { useQueryClient } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSession } from '../../platform/web/session.ts'
import { useGo, usePathname, useSearchText } from '../../ui/link.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DoorChoices } from './door-choices.tsx'
import { usePreferences } from './preferences.tsx'
import { returnPath, signInPath } from './return-path.ts'
import { Shell } from './shell.tsx'

/** Around all screens that need a person: leads to the first run, to signing in, or shows the shell. */
export function SignedInGate() {
  const { data: session, problem, again } = useSession()
  const path = usePathname()
  const search = useSearchText()
  usePersonChange(session?.person?.id)
  usePersonPreferences()
  if (problem && !session) return <Alone>{<Problem problem={problem} again={again} />}</Alone>
  if (!session) return <Alone>{<Skeleton rows={5} />}</Alone>
  if (!session.setUp) return <Redirect key="setup" to="/setup" />
  if (!session.signedIn) return <Redirect key="sign-in" to={signInPath(path, search)} />
  return <Shell session={session} />
}

/** Around public screens, with language and appearance; who is signed in already has nothing to do at the sign-in page. */
export function PublicGate() {
  const { data: session } = useSession()
  const path = usePathname()
  const search = useSearchText()
  if (path === '/sign-in' && session && !session.setUp) return <Redirect to="/setup" />
  if (path === '/sign-in' && session?.signedIn) return <Redirect to={returnPath(search)} />
  return (
    <div className="k-public">
      <DoorChoices />
      <main>
        <Outlet />
      </main>
    </div>
  )
}

/** Goes once: while the next screen loads, the address has changed already and this is still here. */
export function Redirect({ to }: { to: string }) {
  const go = useGo()
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes once, for the address it was shown at
  useEffect(() => go(to, { replace: true }), [])
  return null
}

const Alone = ({ children }: { children: ReactNode }) => <main className="k-alone">{children}</main>

/** What one person was shown is not shown to the next on the same machine. */
function usePersonChange(id: number | undefined): void {
  const client = useQueryClient()
  const last = useRef(id)
  useEffect(() => {
    if (last.current !== undefined && last.current !== id) client.removeQueries({ predicate: (q) => q.queryKey[0] !== 'session' })
    last.current = id
  }, [client, id])
}

/** The person's language and appearance hold on every device. */
function usePersonPreferences(): void {
  const person = useSession().data?.person
  const { set } = usePreferences()
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken over once, when the person is known
  useEffect(() => {
    if (person) set({ locale: person.locale ?? undefined, theme: person.theme ?? undefined })
  }, [person?.id])
}
