import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import { locales } from '../../core/text.ts'
import { type Read, useRead } from './reads.ts'

export const themes = ['light', 'dark', 'system'] as const

export const session = z.object({
  signedIn: z.boolean(),
  /** False until the first administrator exists: the first-run page is shown. */
  setUp: z.boolean(),
  person: z
    .object({
      id: z.int(),
      name: z.string(),
      login: z.string(),
      post: z.string().nullish(),
      /** Names of permissions; `*` holds all. */
      permissions: z.array(z.string()),
      locale: z.enum(locales).nullish(),
      theme: z.enum(themes).nullish(),
    })
    .optional(),
  company: z.object({ key: z.string(), name: z.string(), timeZone: z.string().optional() }).optional(),
})
export type Session = z.input<typeof session>

/** The session calls the shell makes. The room that owns people answers them in these shapes. */
export const sessionCalls = {
  read: endpoint({
    name: 'session.read',
    summary: 'Who is signed in',
    method: 'GET',
    path: '/session',
    permission: 'public',
    input: z.strictObject({}),
    output: session,
  }),
  close: endpoint({
    name: 'session.close',
    summary: 'Sign out',
    method: 'DELETE',
    path: '/session',
    permission: 'signed-in',
    input: z.strictObject({}),
    output: z.unknown(),
  }),
  preferences: endpoint({
    name: 'session.preferences',
    summary: 'Choose the own language and theme',
    method: 'PATCH',
    path: '/session/preferences',
    permission: 'signed-in',
    input: z.strictObject({ locale: z.enum(locales).optional(), theme: z.enum(themes).optional() }),
    output: z.unknown(),
  }),
} as const

export const useSession = (): Read<Session> => useRead(sessionCalls.read, {}, { staleSeconds: 60 })

/** Whether the person may use what needs `permission`; `public` and `signed-in` need no name. */
export function may(now: Session | undefined, permission: string | undefined): boolean {
  if (permission === undefined || permission === 'public') return true
  const names = now?.signedIn ? now.person?.permissions : undefined
  if (!names) return false
  return permission === 'signed-in' || names.includes('*') || names.includes(permission)
}

/** `may` for the person now signed in. */
export function useMay(): (permission: string | undefined) => boolean {
  const { data } = useSession()
  return (permission) => may(data, permission)
}
