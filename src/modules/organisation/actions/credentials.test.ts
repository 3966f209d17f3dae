import { beforeAll, describe, expect, test } from 'vitest'
import { type TestOffice, testNow, testOffice } from '../../../../test/office.ts'
import { Problem } from '../../../core/problem.ts'
import type { Caller } from '../../../platform/action.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import { seedCompany } from '../../../platform/seed.ts'
import * as contract from '../contract.ts'
import { forgetExpired } from '../store/ways-in.ts'
import { authenticate, identify } from './caller.ts'
import { createFirstAdministrator } from './founding.ts'

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

describe('passwords', () => {
  test('changing the own one asks for the current one and ends the other sessions', async () => {
    await comeIn('li', '李雷', newPassword)
    const [here, there] = [await signIn('li', newPassword), await signIn('li', newPassword)]
    const caller = await bySession(here.token)
    expect(await refusal(office.call(contract.changePassword, { current: 'wrong', next: 'other-lamp-seven' }, caller))).toBe(
      'wrong-password',
    )
    expect(await refusal(office.call(contract.changePassword, { current: newPassword, next: 'password123' }, caller))).toBe(
      'password-too-common',
    )
    await office.call(contract.changePassword, { current: newPassword, next: 'other-lamp-seven' }, caller)
    expect((await bySession(here.token)).actor.kind).toBe('PERSON')
    expect((await bySession(there.token)).actor.kind).toBe('LINK')
    expect(await refusal(signIn('li', newPassword))).toBe('wrong-login-or-password')
    expect((await signIn('li', 'other-lamp-seven')).person.login).toBe('li')
  })

  const link = async (id: number) => {
    const admin = await bySession((await signIn('lan', adminPassword)).token)
    return (await office.call(contract.createPasswordLink, { id }, admin)).token
  }
  const set = async (token: string, password = newPassword) => office.call(contract.setPassword, { token, password }, await stranger())

  test('A14 a link is refused when used, replaced, over, cut short, in other letters or of another company', async () => {
    const id = await comeIn('han', '韩梅', newPassword)
    const older = await link(id)
    const token = await link(id)
    const hour = new Date(testNow.getTime() + HOUR)
    const swapped = token.replace(/[a-z](?=[^.]*$)/, (c) => c.toUpperCase())
    for (const bad of [older, token.slice(0, -1), swapped, token.replace('kewei.', 'other.'), token.replace('kewei.', '')]) {
      expect([bad, await refusal(set(bad))]).toEqual([bad, 'link-not-valid'])
    }
    expect(await refusal(at(hour, () => set(token)))).toBe('link-not-valid')
    expect(await refusal(set(token, 'short'))).toBe('password-too-short')
    const before = await signIn('han', newPassword)
    expect(await set(token)).toEqual({ login: 'han' })
    expect((await bySession(before.token)).actor.kind).toBe('LINK')
    expect(await refusal(set(token))).toBe('link-not-valid')
  })

  test.each([
    ['telephone', { phone: '13800138000' }],
    ['mail', { email: 'a@example.com' }],
    ['login', { login: 'renamed' }],
  ])('A14 a link ends when the %s changes', async (what, fields) => {
    const id = await comeIn(`p-${what.slice(0, 4)}`, '某人', newPassword)
    const token = await link(id)
    const admin = await bySession((await signIn('lan', adminPassword)).token)
    await office.call(contract.changePerson, { id, version: 1, ...fields }, admin)
    expect(await refusal(set(token))).toBe('link-not-valid')
  })

  test('A18 fifty uses of one link at once: one goes through', async () => {
    const token = await link(await comeIn('fifty', '五十', newPassword))
    const caller = await stranger()
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, () => office.call(contract.setPassword, { token, password: newPassword }, caller)),
    )
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('a link opens a shut account again', async () => {
    const id = await comeIn('shut', '关门', newPassword)
    for (let i = 0; i < 6; i++) await refusal(signIn('shut', 'wrong'))
    expect(await refusal(signIn('shut', newPassword))).toBe('sign-in-locked')
    await set(await link(id))
    expect((await signIn('shut', newPassword)).person.login).toBe('shut')
  })
})

describe('API tokens', () => {
  const make = async (caller: Caller, permissions: string[] | null, expiresAt: string | null = null) =>
    contract.createToken.output.parse(await office.call(contract.createToken, { name: '报表', permissions, expiresAt }, caller))
  const use = (token: string) => authenticate(company(), with_('token', token.slice('kewei.'.length)), facts())

  test('a token acts for its owner with its own permissions, until revoked', async () => {
    const admin = await bySession((await signIn('lan', adminPassword)).token)
    const { token, id } = await make(admin, ['people.read', 'organisation.manage'])
    const caller = await use(token)
    expect(caller.actor).toMatchObject({ kind: 'TOKEN', name: '蓝心 (报表)' })
    expect([...caller.actor.permissions].sort()).toEqual(['organisation.manage', 'people.read'])
    expect(JSON.stringify(await office.call(contract.listTokens, {}, admin))).not.toContain(token.split('.')[1])
    await office.call(contract.revokeToken, { id }, admin)
    expect(await refusal(use(token))).toBe('bad-token')
  })

  test('a token expires, and makes no tokens, sessions or passwords', async () => {
    const admin = await bySession((await signIn('lan', adminPassword)).token)
    const { token } = await make(admin, null, '2026-11-22T11:00:00+08:00')
    const caller = await use(token)
    expect(await refusal(office.call(contract.createToken, { name: 'x' }, caller))).toBe('people-only')
    expect(await refusal(office.call(contract.listSessions, {}, caller))).toBe('people-only')
    expect(await refusal(office.call(contract.changePassword, { current: adminPassword, next: newPassword }, caller))).toBe('people-only')
    expect(await refusal(at(new Date('2026-11-22T03:00:00Z'), () => use(token)))).toBe('bad-token')
  })

  test('nobody gives a token more than they have', async () => {
    await comeIn('zhou', '周瑜', newPassword, ['care_manager'])
    const zhou = await bySession((await signIn('zhou', newPassword)).token)
    expect(await refusal(make(zhou, ['organisation.manage']))).toBe('beyond-own-rights')
    expect(await refusal(make(zhou, ['*']))).toBe('beyond-own-rights')
    expect(await refusal(make(zhou, ['customers.read'], '2026-11-22T09:00:00+08:00'))).toBe('in-the-past')
    expect((await make(zhou, ['customers.read'])).permissions).toEqual(['customers.read'])
  })
})

describe('A11 a change of rights applies at once', () => {
  test('to sessions, tokens and jobs', async () => {
    const id = await comeIn('wu', '吴用', newPassword, ['care_manager'])
    const { token } = await signIn('wu', newPassword)
    const shown = await office.call(contract.createToken, { name: 't' }, await bySession(token))
    const job = () =>
      identify(
        { personId: id, kind: 'PERSON', name: '吴用' },
        { company: company(), now: office.now, requestId: 'job-1', permissions: ['*'] },
      )
    const byToken = () => authenticate(company(), with_('token', shown.token.slice('kewei.'.length)), facts())
    const all = async () => [await bySession(token), await byToken(), await job()]
    expect((await all()).map((c) => c?.actor.permissions.has('tiering.run'))).toEqual([true, true, true])

    const admin = await bySession((await signIn('lan', adminPassword)).token)
    await office.call(contract.changePerson, { id, version: 1, roles: ['account_manager'] }, admin)
    expect((await all()).map((c) => [c?.actor.permissions.has('tiering.run'), c?.scope.all, c?.scope.ownerIds])).toEqual([
      [false, false, [id]],
      [false, false, [id]],
      [false, false, [id]],
    ])

    await office.call(contract.setPersonActive, { id, version: 2, active: false }, admin)
    expect((await bySession(token)).actor.kind).toBe('LINK')
    expect(await refusal(byToken())).toBe('bad-token')
    expect(await job()).toBeUndefined()
    expect(await refusal(signIn('wu', newPassword))).toBe('wrong-login-or-password')

    await office.call(contract.setPersonActive, { id, version: 3, active: true }, admin)
    expect((await bySession(token)).actor.kind).toBe('LINK')
    expect(await refusal(byToken())).toBe('bad-token')
  })

  test('the system and the operator are who they are; a link runs no job', async () => {
    const context = { company: company(), now: office.now, requestId: 'job-2', permissions: ['*'] }
    expect((await identify({ personId: null, kind: 'SYSTEM', name: 'nightly' }, context))?.actor).toMatchObject({
      kind: 'SYSTEM',
      name: 'nightly',
    })
    expect((await identify({ personId: null, kind: 'OPERATOR', name: 'operator (root)' }, context))?.actor).toMatchObject({
      kind: 'OPERATOR',
      name: 'operator (root)',
    })
    expect(await identify({ personId: null, kind: 'LINK', name: 'x' }, context)).toBeUndefined()
    expect(await identify({ personId: 999_999, kind: 'PERSON', name: 'x' }, context)).toBeUndefined()
  })
})

test('the cleanup drops what is over and keeps what is not', async () => {
  const { token } = await signIn('lan', adminPassword)
  await at(new Date(testNow.getTime() - 13 * HOUR), () => signIn('lan', adminPassword))
  await forgetExpired(company(), testNow)
  expect((await bySession(token)).actor.kind).toBe('PERSON')
  expect(await office.sql('select 1 from session where seen_at < $1', [new Date(testNow.getTime() - 12 * HOUR)])).toEqual([])
  const days = new Date(testNow.getTime() + 40 * 24 * HOUR)
  await forgetExpired(company(), days)
  await forgetExpired(company(), days)
  expect(await office.sql('select 1 from session union all select 1 from one_time_link union all select 1 from sign_in_guard')).toEqual([])
})
