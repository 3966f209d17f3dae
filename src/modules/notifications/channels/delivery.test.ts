import { describe, expect, test } from 'vitest'
import { deliveries, putInLine } from './delivery.ts'

describe('a channel', () => {
  const delivered: number[][] = []
  const mail = {
    name: 'mail',
    deliver: async (_: unknown, ids: readonly number[]) => {
      delivered.push([...ids])
    },
  }

  test('is handed what was newly told, in parts, and works it off', async () => {
    const line: { task: string; input: unknown }[] = []
    const ids = Array.from({ length: 1_201 }, (_, i) => i + 1)
    await putInLine(async (task, input) => void line.push({ task, input }), ids, [mail])
    expect(line.map((l) => l.task)).toEqual(['notifications.mail', 'notifications.mail', 'notifications.mail'])
    const [task] = deliveries([mail])
    for (const { input } of line) await task?.run({} as never, JSON.parse(JSON.stringify(input)))
    expect(delivered.flat()).toEqual(ids)
  })

  test('is left alone when nothing was new, and there is none in this version', async () => {
    const line: unknown[] = []
    await putInLine(async (task) => void line.push(task), [], [mail])
    await putInLine(async (task) => void line.push(task), [1, 2])
    expect(line).toEqual([])
    expect(deliveries()).toEqual([])
  })
})
