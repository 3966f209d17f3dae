import { expect, test } from 'vitest'
import { memoryMiB, settingsFor } from './settings.ts'

const setting = (memory: number, name: string): string | undefined =>
  settingsFor(memory, true)
    .find((text) => text.startsWith(`${name}=`))
    ?.slice(name.length + 1)

test.each([
  [512, '128MB', '4MB'],
  [4096, '1024MB', '16MB'],
  [24576, '2048MB', '32MB'],
])('with %i MiB of memory, shared buffers are %s and work_mem is %s', (memory, shared, work) => {
  expect([setting(memory, 'shared_buffers'), setting(memory, 'work_mem')]).toEqual([shared, work])
})

test('durability is given up only when asked', () => {
  expect(setting(4096, 'fsync')).toBeUndefined()
  expect(settingsFor(4096, false)).toContain('fsync=off')
})

test("a container's limit counts, where there is one", () => {
  const GiB = 1024 ** 3
  expect([memoryMiB(8 * GiB, 2 * GiB), memoryMiB(8 * GiB, 0), memoryMiB(8 * GiB, 2 ** 63)]).toEqual([2048, 8192, 8192])
})
