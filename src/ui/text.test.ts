import { expect, test } from 'vitest'
import { problemCodes } from '../core/problem.ts'
import { uiText } from './text.ts'

test('every code a failure can have is said in both languages', () => {
  const wanted = [...problemCodes, 'offline', 'fault'].map((code) => `problem.${code}`)
  for (const words of Object.values(uiText)) expect(Object.keys(words)).toEqual(expect.arrayContaining(wanted))
})

test('a placeholder of one language stands in the other too', () => {
  const names = (text: string | undefined) => [...(text ?? '').matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
  const different = Object.keys(uiText['zh-CN']).filter((key) => {
    const [zh, en] = [names(uiText['zh-CN'][key]), names(uiText.en[key])]
    return zh.join() !== en.join()
  })
  expect(different).toEqual([])
})
