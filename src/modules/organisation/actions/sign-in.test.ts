import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestOffice, testNow, testOffice } from '../../../../test/office.ts'
import { Problem } from '../../../core/problem.ts'
import type { Caller } from '../../../platform/action.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import { seedCompany } from '../../../platform/seed.ts'
import * as contract from '../contract.ts'
import { authenticate } from './caller.ts'
import { createFirstAdministrator } from './founding.ts'
import { mintSetUpLink, spendSetUpLink } from './links.ts'

const office: TestOffice = await testOffice()
const HOUR = 3_600_000
const [adminPassword, newPassword] = ['lamp-tuesday-copper', 'window-cedar-eleven']
const facts = (fields: { source?: string } = {}) => ({
  now: office.now,
  requestId: 'r1',
  source: fields.source ?? '192.0.2.1',
  userAgent: 'Firefox',
  locale: 'zh-CN' as const,
})
const company = () => office.company
const with_ = (kind: 'session' | 'token' | 'none', secret = '') => ({ kind, company: 'kewei', secret })
const stranger = (fields: { source?: string } = {}) => authenticate(company(), with_('none'), facts(fields))
const bySession = (token: string, time = office.now) => at(time, () => authenticate(company(), with_('session', token), facts()))

const signIn = async (login: string, password: string, fields: { source?: string } = {}, old?: Caller) =>
  contract.openSession.output.parse(
    await office.call(
      contract.openSession,
      { login, password },
      { ...(await stranger(fields)), ...(old?.session ? { session: old.session } : {}) },
    ),
  )

/** Does `work` at another time. */
async function at<T>(time: Date, work: () => Promise<T>): Promise<T> {
  office.now = time
  try {
    return await work()
  } finally {
    office.now = testNow
  }
}

/** The rule of the problem that `work` ends in. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(problem instanceof Problem)) throw new Error(`expected a problem, got ${String(problem)}`)
  return problem.issues[0]?.reason ?? problem.rule
}

const eventsNamed = (name: string) =>
  office.sql<{ value: string }>('select v.value from event e join event_value v on v.event_id = e.id where e.name = $1 order by e.id', [
    name,
  ])

/** Adds a person with a password, set as people do: by a link. */
async function comeIn(login: string, name: string, password: string, roles: string[] = []): Promise<number> {
  const admin = await bySession((await signIn('lan', adminPassword)).token)
  const { id } = await office.call(contract.createPerson, { login, name, roles }, admin)
  const { token } = await office.call(contract.createPasswordLink, { id }, admin)
  await office.call(contract.setPassword, { token, password }, await stranger())
  return id
}

beforeAll(async () => {
  await seedCompany(company(), office.house, office.now)
  await inTransaction(company().write, (tx) =>
    createFirstAdministrator(
      tx,
      { login: 'lan', name: '蓝心', password: adminPassword, companyName: '恒远机电', locale: 'zh-CN' },
      office.now,
    ),
  )
})

describe('setting up', () => {
  test('there is one first administrator', async () => {
    const again = inTransaction(company().write, (tx) =>
      createFirstAdministrator(tx, { login: 'lan2', name: '蓝二', password: adminPassword, locale: 'zh-CN' }, office.now),
    )
    expect(await refusal(again)).toBe('already-set-up')
  })

  test('A14 a set-up link works once, for a day, and only the newest', async () => {
    const within = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(company().write, work)
    const older = await within((tx) => mintSetUpLink(tx, 'kewei', testNow, 'operator'))
    const { token, expiresAt } = await within((tx) => mintSetUpLink(tx, 'kewei', testNow, 'operator'))
    expect(expiresAt.getTime() - testNow.getTime()).toBe(24 * HOUR)
    const spend = (shown: string, at = testNow) => within((tx) => spendSetUpLink(tx, 'kewei', shown, at))
    expect(await refusal(spend(older.token))).toBe('link-not-valid')
    expect(await refusal(spend(token, expiresAt))).toBe('link-not-valid')
    await spend(token)
    expect(await refusal(spend(token))).toBe('link-not-valid')
  })

  test('seeding again changes nothing the company has changed', async () => {
    await office.sql("update role set name = '老板' where key = 'executive'")
    await seedCompany(company(), office.house, office.now)
    expect(await office.sql("select name from role where key = 'executive'")).toEqual([{ name: '老板' }])
  })
})

describe('signing in and out', () => {
  test('a session opens, knows its person and closes', async () => {
    const { token, person } = await signIn('LAN ', adminPassword)
    expect(person).toMatchObject({ name: '蓝心', login: 'lan', permissions: ['*'], locale: 'zh-CN', theme: 'system' })
    const caller = await bySession(token)
    expect(caller.actor).toMatchObject({ kind: 'PERSON', name: '蓝心', personId: person.id })
    expect(caller.scope).toMatchObject({ all: true, masked: false })
    const session = contract.readSession.output.parse(await office.call(contract.readSession, {}, caller))
    expect(session).toMatchObject({ signedIn: true, setUp: true, company: { key: 'kewei', name: '恒远机电' }, person: { login: 'lan' } })
    await office.call(contract.closeSession, {}, caller)
    expect((await bySession(token)).actor.kind).toBe('LINK')
  })

  test('a stranger sees nothing, may do nothing, and is told whether the company is set up', async () => {
    const caller = await stranger()
    expect(caller.scope).toEqual({ all: false, unitIds: [], ownerIds: [], masked: true })
    expect([...caller.actor.permissions]).toEqual([])
    expect(await office.call(contract.readSession, {}, caller)).toEqual({
      signedIn: false,
      setUp: true,
      company: { key: 'kewei', name: '恒远机电' },
    })
    expect(await refusal(office.call(contract.listSessions, {}, caller))).toBe('signed-out')
  })

  test('the database holds neither session secrets nor passwords', async () => {
    const { token } = await signIn('lan', adminPassword)
    const [row] = await office.sql<{ n: number }>('select count(*)::int as n from session where token_hash = $1', [
      createHash('sha256').update(token).digest(),
    ])
    expect(row?.n).toBe(1)
    const everything = JSON.stringify([
      await office.sql('select * from session'),
      await office.sql('select * from person'),
      await office.sql('select * from event'),
      await office.sql('select value from event_value'),
    ])
    expect(everything).not.toContain(token)
    expect(everything).not.toContain(adminPassword)
    expect(JSON.stringify(await office.sql('select value from event_value'))).not.toContain('$argon2')
  })

  test('A15 signing in gives a new session and ends the one shown', async () => {
    const first = await signIn('lan', adminPassword)
    const second = await signIn('lan', adminPassword, {}, await bySession(first.token))
    expect(second.token).not.toBe(first.token)
    expect((await bySession(first.token)).actor.kind).toBe('LINK')
  })

  test('ASVS 7.3 a session ends 12 idle hours later and does not come back when the clock is set back', async () => {
    const { token } = await signIn('lan', adminPassword)
    const later = new Date(testNow.getTime() + 12 * HOUR)
    expect((await bySession(token, new Date(later.getTime() - 1))).actor.kind).toBe('PERSON')
    const idle = new Date(later.getTime() + 12 * HOUR)
    expect((await bySession(token, idle)).actor.kind).toBe('LINK')
    expect((await bySession(token, testNow)).actor.kind).toBe('LINK')
  })

  test('use is noted at most once a minute', async () => {
    const { token } = await signIn('lan', adminPassword)
    const seen = () =>
      office.sql<{ seen_at: Date }>('select seen_at from session where token_hash = $1', [createHash('sha256').update(token).digest()])
    await bySession(token, new Date(testNow.getTime() + 59_000))
    expect((await seen())[0]?.seen_at).toEqual(testNow)
    const minute = new Date(testNow.getTime() + 60_000)
    await bySession(token, minute)
    expect((await seen())[0]?.seen_at).toEqual(minute)
  })

  test('own sessions are listed and ended; those of others are not found', async () => {
    await comeIn('chen', '陈晨', newPassword)
    const mine = await signIn('chen', newPassword)
    const other = await signIn('chen', newPassword)
    const caller = await bySession(mine.token)
    const { sessions } = contract.listSessions.output.parse(await office.call(contract.listSessions, {}, caller))
    expect(sessions.map((s) => s.current).sort()).toEqual([false, true])
    const strange = sessions.find((s) => !s.current)
    const admin = await bySession((await signIn('lan', adminPassword)).token)
    expect(await refusal(office.call(contract.endSession, { id: strange?.id ?? 0 }, admin))).toBe('not-found')
    await office.call(contract.endSession, { id: strange?.id ?? 0 }, caller)
    expect((await bySession(other.token)).actor.kind).toBe('LINK')
    expect((await bySession(mine.token)).actor.kind).toBe('PERSON')
  })

  test('language and theme are kept with the person', async () => {
    const caller = await bySession((await signIn('lan', adminPassword)).token)
    await office.call(contract.setPreferences, { theme: 'dark' }, caller)
    expect((await office.call(contract.readSession, {}, caller)).person).toMatchObject({ theme: 'dark', locale: 'zh-CN' })
  })
})

describe('A16 wrong passwords', () => {
  test('an unknown login, a wrong password and a person without one are refused alike, and each leaves a trace', async () => {
    const admin = await bySession((await signIn('lan', adminPassword)).token)
    await office.call(contract.createPerson, { login: 'newcomer', name: '新人' }, admin)
    for (const login of ['nobody', 'newcomer', 'lan'])
      expect(await refusal(signIn(login, 'wrong-password-1'))).toBe('wrong-login-or-password')
    const reasons = (await eventsNamed('session.refused')).slice(-3).map((e) => JSON.parse(e.value).after.reason)
    expect(reasons).toEqual(['UNKNOWN_LOGIN', 'NO_PASSWORD', 'WRONG_PASSWORD'])
  })

  test('the account shuts for that source only, even for the right password, and opens again', async () => {
    await comeIn('zhao', '赵敏', newPassword)
    await signIn('zhao', newPassword, { source: '192.0.2.1' })
    for (let i = 0; i < 5; i++) expect(await refusal(signIn('zhao', 'wrong', { source: '203.0.113.9' }))).toBe('wrong-login-or-password')
    expect(await refusal(signIn('zhao', newPassword, { source: '203.0.113.9' }))).toBe('sign-in-locked')
    expect((await signIn('zhao', newPassword, { source: '192.0.2.1' })).person.login).toBe('zhao')
    const minute = new Date(testNow.getTime() + 61_000)
    expect((await at(minute, () => signIn('zhao', newPassword, { source: '203.0.113.9' }))).person.login).toBe('zhao')
    expect(JSON.parse((await eventsNamed('session.locked')).at(-1)?.value ?? '')).toMatchObject({ after: { login: 'zhao', by: 'pair' } })
  })

  test('tried from many sources the account shuts for strangers, not for where its owner signs in', async () => {
    await comeIn('qian', '钱塘', newPassword)
    await signIn('qian', newPassword, { source: '192.0.2.1' })
    for (let i = 0; i < 20; i++) await refusal(signIn('qian', 'wrong', { source: `198.51.100.${i}` }))
    expect(await refusal(signIn('qian', newPassword, { source: '198.51.100.200' }))).toBe('sign-in-locked')
    expect((await signIn('qian', newPassword, { source: '192.0.2.1' })).person.login).toBe('qian')
  })

  test('one source trying many accounts is slowed', async () => {
    for (let i = 0; i < 50; i++) await refusal(signIn(`guess${i}`, 'wrong', { source: '203.0.113.50' }))
    expect(await refusal(signIn('lan', adminPassword, { source: '203.0.113.50' }))).toBe('sign-in-locked')
    expect((await signIn('lan', adminPassword, { source: '203.0.113.51' })).person.login).toBe('lan')
  })

  test('guessing in parallel is counted like guessing in turn', async () => {
    await comeIn('sun', '孙权', newPassword)
    const rules = await Promise.all(Array.from({ length: 12 }, () => refusal(signIn('sun', 'wrong', { source: '203.0.113.77' }))))
    expect(rules.filter((rule) => rule === 'wrong-login-or-password')).toHaveLength(5)
    expect(rules.filter((rule) => rule === 'sign-in-locked')).toHaveLength(7)
  })
})
