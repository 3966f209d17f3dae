import { expect, test } from 'vitest'
import { completed, missingPackages } from './complete-lock.ts'

const lock = {
  packages: {
    '': {},
    'node_modules/@s/tool': { dev: true, optionalDependencies: { '@s/tool-linux-x64': '1.0.0', '@s/tool-linux-arm64-musl': '1.0.0' } },
    'node_modules/@s/tool-linux-x64': {},
    'node_modules/a': { optionalDependencies: { b: '2.0.0', c: '3.0.0' } },
    'node_modules/a/node_modules/b': {},
  },
}

test('an optional package without an entry is found, one that lies beside or below is not missing', () => {
  expect(missingPackages(lock).map(({ name }) => name)).toEqual(['@s/tool-linux-arm64-musl', 'c'])
})

test('what is added says for which machine it is', () => {
  const { packages } = completed(lock)
  expect(packages['node_modules/@s/tool-linux-arm64-musl']).toEqual({
    version: '1.0.0',
    cpu: ['arm64'],
    dev: true,
    optional: true,
    os: ['linux'],
    libc: ['musl'],
  })
  expect(packages['node_modules/c']).toEqual({ version: '3.0.0', optional: true })
  expect(Object.keys(packages)[0]).toBe('')
  expect(missingPackages({ packages })).toEqual([])
})
