import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Grant, holds, knownPermissions, mayHandle, rightsOf, tokenPermissions } from './rights.ts'
import { builtInRoles } from './roles.ts'

const role = (key: string): Grant => {
  const found = builtInRoles.find((r) => r.key === key)
  if (!found) throw new Error(key)
  return found
}
const standing = { personId: 7, unitIds: [3, 4, 5], assistedIds: [8, 9] }
const sightWith = (...keys: string[]) => rightsOf(keys.map(role), standing).sight

describe('what each role of product.md sees', () => {
  const none = { all: false, unitIds: [], ownerIds: [], masked: false }
  test.each([
    ['nobody', [], none],
    ['admin', ['admin'], { ...none, all: true }],
    ['executive', ['executive'], { ...none, all: true }],
    ['branch head: own branch', ['branch_head'], { ...none, unitIds: [3, 4, 5], ownerIds: [7] }],
    ['care manager: all', ['care_manager'], { ...none, all: true }],
    ['care specialist: the branch', ['care_specialist'], { ...none, unitIds: [3, 4, 5], ownerIds: [7] }],
    ['account manager: own customers', ['account_manager'], { ...none, ownerIds: [7] }],
    ['sales assistant: those of the people assisted', ['sales_assistant'], { ...none, ownerIds: [7, 8, 9] }],
    ['collaborator: no book at all', ['collaborator'], none],
    ['auditor: all, masked', ['auditor'], { ...none, all: true, masked: true }],
    ['account manager who assists', ['account_manager', 'sales_assistant'], { ...none, ownerIds: [7, 8, 9] }],
    ['auditor with customers of their own: still masked', ['auditor', 'account_manager'], { ...none, all: true, masked: true }],
    ['auditor who is also administrator: not masked', ['auditor', 'admin'], { ...none, all: true }],
  ] as const)('%s', (_, keys, sight) => expect(sightWith(...keys)).toEqual(sight))
})

describe('a permission reaches as far as the roles that grant it', () => {
  const none = { all: false, unitIds: [], ownerIds: [], masked: false }
  const own = { ...none, ownerIds: [7] }
  const unit = { ...none, unitIds: [3, 4, 5], ownerIds: [7] }
  test.each([
    ['an auditor reads all, masked', ['auditor', 'account_manager'], 'customers.read', { ...none, all: true, masked: true }],
    ['and writes their own customers, not masked', ['auditor', 'account_manager'], 'customers.write', own],
    ['an executive exports all', ['executive', 'branch_head'], 'customers.export', { ...none, all: true }],
    ['and writes in the branch', ['executive', 'branch_head'], 'customers.write', unit],
    ['two roles that grant it add up', ['account_manager', 'sales_assistant'], 'orders.write', { ...none, ownerIds: [7, 8, 9] }],
    ['an administrator does everything everywhere', ['admin', 'account_manager'], 'customers.write', { ...none, all: true }],
    ['a permission nobody granted reaches nothing', ['account_manager'], 'customers.delete', none],
  ] as const)('%s', (_, keys, permission, expected) => expect(rightsOf(keys.map(role), standing).reach(permission)).toEqual(expected))

  test('and never further than everything together', () => {
    const permissions = [...new Set(builtInRoles.flatMap((r) => r.permissions))]
    const some = fc.subarray(builtInRoles.map((r) => r.key))
    fc.assert(
      fc.property(some, fc.constantFrom(...permissions), (keys, permission) => {
        const { sight, reach, permissions: held } = rightsOf(keys.map(role), standing)
        const part = reach(permission)
        const within =
          sight.all || (!part.all && [...part.unitIds, ...part.ownerIds].every((id) => [...sight.unitIds, ...sight.ownerIds].includes(id)))
        const shows = part.all || part.unitIds.length + part.ownerIds.length > 0
        return within && (holds(held, permission) || !shows)
      }),
    )
  })
})

describe('what each role of product.md may do', () => {
  const changing = builtInRoles.flatMap((r) =>
    r.permissions.filter((p) => !/\.(read|export)$/.test(p) && p !== '*').map((p) => `${r.key} ${p}`),
  )
  test('only the administrator holds everything', () => {
    expect(builtInRoles.filter((r) => r.permissions.includes('*')).map((r) => r.key)).toEqual(['admin'])
  })
  test('the auditor changes nothing, the collaborator only reports what was assigned to them', () => {
    expect(changing.filter((line) => /^(auditor|collaborator) /.test(line))).toEqual(['collaborator tasks.do'])
  })
  test('only the executive publishes policies beside the administrator', () => {
    expect(changing.filter((line) => line.endsWith('policies.publish'))).toEqual(['executive policies.publish'])
  })
  test('nobody but the administrator manages people and roles', () => {
    expect(changing.filter((line) => /organisation|roles|company|backup/.test(line))).toEqual([])
  })
})

test('more roles never show less, and never take a permission away', () => {
  const keys = fc.subarray(builtInRoles.map((r) => r.key))
  fc.assert(
    fc.property(keys, keys, (some, more) => {
      const few = rightsOf(some.map(role), standing)
      const many = rightsOf([...some, ...more].map(role), standing)
      const covers = (a: readonly number[], b: readonly number[]) => a.every((id) => b.includes(id))
      const sees = many.sight.all || (covers(few.sight.unitIds, many.sight.unitIds) && covers(few.sight.ownerIds, many.sight.ownerIds))
      return sees && [...few.permissions].every((p) => many.permissions.has(p))
    }),
  )
})

test.each([
  ['everything of an administrator', ['*'], null, ['*']],
  ['some of an administrator', ['*'], ['customers.read'], ['customers.read']],
  ['everything of a person', ['customers.read', 'orders.read'], null, ['customers.read', 'orders.read']],
  ['what the owner lost is lost', ['orders.read'], ['customers.read', 'orders.read'], ['orders.read']],
  ['a token for everything of a former administrator', ['orders.read'], ['*'], ['orders.read']],
])('a token with %s', (_, owner, given, expected) => expect([...tokenPermissions(new Set(owner), given)].sort()).toEqual(expected))

describe('nobody handles more than they have', () => {
  const grant = (permissions: string[], scope: Grant['scope'] = 'OWN'): Grant => ({ permissions, scope, masked: false })
  test.each([
    ['an administrator makes an administrator', ['*'], true, [grant(['*'], 'ALL')], 'allowed'],
    ['a personnel clerk makes an administrator', ['organisation.manage'], true, [grant(['*'], 'ALL')], 'beyond-own-rights'],
    ['a clerk gives what they have', ['organisation.manage', 'customers.read'], true, [grant(['customers.read'])], 'allowed'],
    ['a clerk gives what they lack', ['organisation.manage'], true, [grant(['customers.read'])], 'beyond-own-rights'],
    ['a branch clerk lets somebody see all', ['customers.read'], false, [grant(['customers.read'], 'ALL')], 'beyond-own-sight'],
    ['a branch clerk gives the unit', ['customers.read'], false, [grant(['customers.read'], 'UNIT')], 'allowed'],
  ] as const)('%s', (_, permissions, all, grants, expected) => {
    const answer = mayHandle({ permissions: new Set<string>(permissions), all, reachesAll: () => all }, grants)
    expect(answer.ok ? 'allowed' : answer.rule).toBe(expected)
  })

  test('a personnel clerk who sees their own customers does not let somebody see all of them', () => {
    const own = [grant(['organisation.manage'], 'ALL'), grant(['customers.read'], 'OWN')]
    const { permissions, sight, reach } = rightsOf(own, standing)
    const clerk = { permissions, all: sight.all, reachesAll: (permission: string) => reach(permission).all }
    expect(mayHandle(clerk, [grant(['customers.read'], 'ALL')])).toMatchObject({ ok: false, rule: 'beyond-own-sight' })
    expect(mayHandle(clerk, [grant(['customers.read']), grant(['organisation.manage'], 'ALL')])).toMatchObject({ ok: true })
  })
})

test.each([
  ['known ones', ['a.b', '*'], [], true],
  ['a slip of the pen', ['a.bb'], [], false],
  ['one the role holds from before', ['old.one'], ['old.one'], true],
])('permissions of a role: %s', (_, wanted, held, ok) => expect(knownPermissions(wanted, ['a.b'], held).ok).toBe(ok))
