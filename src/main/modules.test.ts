import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rooms } from './modules.ts'
import names from './rooms.json' with { type: 'json' }

test('every room with a module is built in, each after those it may lean on', () => {
  const built = names.filter((room) => existsSync(new URL(`../modules/${room}/module.ts`, import.meta.url)))
  const listed = rooms().modules.map(({ name }) => name)
  expect(listed.filter((name) => names.includes(name))).toEqual(built)
  expect(built).toContain('customers')
})
