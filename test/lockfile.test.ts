import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { missingPackages } from './dev/complete-lock.ts'
import { root } from './dev/run.ts'

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      license: z.string().optional(),
      optional: z.boolean().optional(),
      os: z.union([z.string(), z.array(z.string())]).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
const floorList = z.object({
  floors: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  forbidden: z.record(z.string(), z.string()),
})
const dependencies = z.record(z.string(), z.string()).default({})
const manifest = z.object({ dependencies, devDependencies: dependencies, optionalDependencies: dependencies })

type Lock = z.infer<typeof lockfile>
type FloorList = z.infer<typeof floorList>

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))
const lock = lockfile.parse(readJson('package-lock.json'))
const list = floorList.parse(readJson('test/floor-list.json'))
const own = manifest.parse(readJson('package.json'))

/** The public registry; npm records no address at all when told to omit it, and takes the configured registry. */
const registry = 'registry.npmjs.org'
const licences = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']
/** Used to test only, never shipped. */
const otherLicences: Record<string, string> = { 'axe-core': 'MPL-2.0' }

/** Whether an SPDX expression without brackets leaves us a choice we may take. */
const isAllowed = (expression: string): boolean =>
  expression.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => licences.includes(licence)))

const numbers = (version: string): [number, number, number] => {
  const [major = 0, minor = 0, patch = 0] = (version.split('-')[0] ?? '').split('.').map(Number)
  return [major, minor, patch]
}

function isBelow(version: string, floor: string): boolean {
  const [a, b] = [numbers(version), numbers(floor)]
  const i = a.findIndex((part, at) => part !== b[at])
  const [left = 0, right = 0] = [a[i], b[i]]
  return i === -1 ? version.includes('-') && version !== floor : left < right
}

/** With several floors, one for each line of versions, the highest one not above the version's major decides. */
function isSafe(version: string, floors: readonly string[]): boolean {
  const [major] = numbers(version)
  const floor = floors.findLast((candidate) => numbers(candidate)[0] <= major)
  return floor !== undefined && !isBelow(version, floor)
}

const packagesOf = ({ packages }: Lock) =>
  Object.entries(packages).flatMap(([path, entry]) =>
    path === '' ? [] : [{ ...entry, path, name: path.split('node_modules/').at(-1) ?? path }],
  )

const unsafe = (from: Lock, { floors, forbidden }: FloorList): string[] =>
  packagesOf(from).flatMap(({ name, version = '0.0.0' }) => {
    const reason = forbidden[name]
    if (reason) return [`${name}: ${reason}`]
    const floor = floors[name]
    return floor === undefined || isSafe(version, [floor].flat()) ? [] : [`${name} ${version} is below ${floor}`]
  })

const strangeSources = (from: Lock): string[] =>
  packagesOf(from)
    .filter(
      ({ resolved, link }) =>
        link || (resolved && !(URL.canParse(resolved) && new URL(resolved).protocol === 'https:' && new URL(resolved).host === registry)),
    )
    .map(({ path }) => path)

const locked = (version: string, entry: object = {}): Lock =>
  lockfile.parse({ packages: { '': {}, 'node_modules/a/node_modules/@s/b': { version, integrity: 'x', ...entry } } })

describe('the lockfile', () => {
  test('holds no package below its floor and none that is forbidden', () => {
    expect(packagesOf(lock).length).toBeGreaterThan(100)
    expect(unsafe(lock, list)).toEqual([])
  })

  test('takes packages from the public registry only, each with its checksum', () => {
    expect(strangeSources(lock)).toEqual([])
    // One described by hand, for a machine the registry at hand does not serve, has no checksum to check.
    expect(packagesOf(lock).filter(({ integrity, optional, os }) => !integrity && !(optional && os))).toEqual([])
  })

  test('describes every package for every platform, without which npm ci refuses it (node bin/kewei-dev complete-lock)', () => {
    expect(missingPackages(lock).map(({ name }) => name)).toEqual([])
  })

  test('pins every direct dependency to the version in package.json', () => {
    const wanted = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies })
    expect(wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([])
  })

  test('brings in direct dependencies with a licence we may pass on', () => {
    const direct = Object.keys({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies })
    const refused = direct
      .map((name) => [name, lock.packages[`node_modules/${name}`]?.license ?? 'none'] as const)
      .filter(([name, licence]) => !isAllowed(licence) && !(name in own.devDependencies && otherLicences[name] === licence))
    expect(refused).toEqual([])
  })

  test('lists floors in ascending order, as the check reads them', () => {
    const disordered = Object.entries(list.floors).filter(([, floor]) =>
      [floor].flat().some((f, i, all) => isBelow(f, all[i - 1] ?? '0.0.0')),
    )
    expect(disordered).toEqual([])
  })
})

describe('the check itself', () => {
  test.each([
    ['a version below its floor', '1.2.3', '1.2.4', 1],
    ['a version at its floor', '1.2.4', '1.2.4', 0],
    ['a prerelease of its floor', '1.2.4-rc.1', '1.2.4', 1],
    ['ten after nine', '1.10.0', '1.9.9', 0],
    ['an old line with its own floor', '1.1.12', ['1.1.12', '2.0.2'], 0],
    ['a new line below its own floor', '2.0.1', ['1.1.12', '2.0.2'], 1],
    ['a line older than every floor', '1.9.9', ['2.0.2'], 1],
    ['a line newer than every floor', '5.0.0', ['1.1.12', '2.0.2'], 0],
  ])('%s', (_, version, floor, found) => {
    expect(unsafe(locked(version), { floors: { '@s/b': floor }, forbidden: {} })).toHaveLength(found)
  })

  test('a forbidden package is found however deep it lies', () => {
    expect(unsafe(locked('1.0.0'), { floors: {}, forbidden: { '@s/b': 'no' } })).toEqual(['@s/b: no'])
  })

  test.each([
    ['MIT', true],
    ['MIT AND Apache-2.0', true],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only OR MIT', true],
    ['MPL-2.0', false],
    ['none', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ])('the licence %s: %s', (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed)
  })

  test.each([
    ['another registry', { resolved: 'https://packages.example/b.tgz' }, 1],
    ['a repository', { resolved: 'git+ssh://git@example/b.git' }, 1],
    ['plain http', { resolved: `http://${registry}/b.tgz` }, 1],
    ['a folder', { link: true, resolved: '../b' }, 1],
    ['the public registry', { resolved: new URL('b.tgz', `https://${registry}`).href }, 0],
    ['no address', {}, 0],
  ])('a package from %s', (_, entry, found) => {
    expect(strangeSources(locked('1.0.0', entry))).toHaveLength(found)
  })
})
